package database_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// dump writes what a database holds as SQL that builds it again. It asks the server to spell its own objects instead of
// calling pg_dump, whose words change with its version and which does not come with every server.
func dump(ctx context.Context, c *pgx.Conn) (string, error) {
	var b strings.Builder
	b.WriteString("-- What the migrations add up to; made by `make schema`, for reading and for reviews.\n\nSET check_function_bodies = off;\n\n")
	for _, part := range dumpParts {
		rows, err := c.Query(ctx, part.sql)
		if err != nil {
			return "", fmt.Errorf("%s: %w", part.what, err)
		}
		texts, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return "", fmt.Errorf("%s: %w", part.what, err)
		}
		for _, text := range texts {
			b.WriteString(text + "\n")
			if part.apart {
				b.WriteString("\n")
			}
		}
		if len(texts) > 0 && !part.apart {
			b.WriteString("\n")
		}
	}
	return strings.TrimRight(b.String(), "\n") + "\n", nil
}

// ours leaves out the tables of the job queue and of the migration runner, and what belongs to extensions.
const ours = `n.nspname = 'public' AND %[1]s NOT LIKE 'river%%' AND %[1]s NOT LIKE 'goose%%'
	AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = %[2]s AND x.deptype = 'e')`

// unknown lists kinds of objects that dump does not write; there should be none.
var unknown = `SELECT c.relkind::text || ' ' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE ` + fmt.Sprintf(ours, "c.relname", "c.oid") + ` AND c.relkind NOT IN ('r', 'i', 't', 'S')
	UNION ALL SELECT 'type ' || t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
	WHERE ` + fmt.Sprintf(ours, "t.typname", "t.oid") + ` AND t.typtype <> 'c' AND t.typelem = 0
	UNION ALL SELECT 'column of ' || c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE ` + fmt.Sprintf(ours, "c.relname", "c.oid") + ` AND c.relkind = 'r' AND a.attidentity <> '' AND NOT a.attisdropped`

var dumpParts = []struct {
	what, sql string
	apart     bool // an empty line after each
}{
	{what: "extensions", sql: `SELECT 'CREATE EXTENSION ' || quote_ident(extname) || ';' FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY extname`},
	{what: "functions", apart: true, sql: `SELECT btrim(pg_get_functiondef(p.oid), E'\n') || ';' FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
		WHERE ` + fmt.Sprintf(ours, "p.proname", "p.oid") + ` ORDER BY p.proname, p.oid::regprocedure::text`},
	{what: "sequences", sql: `SELECT 'CREATE SEQUENCE ' || quote_ident(c.relname) || ' AS ' || format_type(s.seqtypid, NULL) || ';'
		FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE ` + fmt.Sprintf(ours, "c.relname", "c.oid") + ` ORDER BY c.relname COLLATE "C"`},
	{what: "tables", apart: true, sql: `SELECT 'CREATE TABLE ' || quote_ident(c.relname) || E' (\n' || concat_ws(E',\n', (
			SELECT string_agg('    ' || quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod)
				|| CASE WHEN a.attcollation NOT IN (0, t.typcollation) THEN ' COLLATE ' || quote_ident(l.collname) ELSE '' END
				|| CASE WHEN a.attgenerated = 's' THEN ' GENERATED ALWAYS AS (' || pg_get_expr(d.adbin, d.adrelid) || ') STORED'
					WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END
				|| CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, E',\n' ORDER BY a.attnum)
			FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation l ON l.oid = a.attcollation
				LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
			WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), (
			SELECT string_agg('    CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid, true), E',\n'
				ORDER BY array_position(ARRAY['p', 'u', 'x', 'c'], k.contype::text), k.conname COLLATE "C")
			FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'x', 'c'))) || E'\n);'
			|| coalesce(E'\nCOMMENT ON TABLE ' || quote_ident(c.relname) || ' IS ' || quote_literal(obj_description(c.oid, 'pg_class')) || ';', '')
		FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind = 'r' AND ` + fmt.Sprintf(ours, "c.relname", "c.oid") + ` ORDER BY c.relname COLLATE "C"`},
	{what: "foreign keys", sql: `SELECT 'ALTER TABLE ' || quote_ident(c.relname) || ' ADD CONSTRAINT ' || quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid, true) || ';'
		FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE k.contype = 'f' AND ` + fmt.Sprintf(ours, "c.relname", "c.oid") + ` ORDER BY c.relname COLLATE "C", k.conname COLLATE "C"`},
	{what: "indexes", sql: `SELECT replace(pg_get_indexdef(i.indexrelid), ' ON public.', ' ON ') || ';'
		FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE ` + fmt.Sprintf(ours, "c.relname", "c.oid") + ` AND c.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
		ORDER BY c.relname COLLATE "C", x.relname COLLATE "C"`},
	{what: "triggers", sql: `SELECT replace(pg_get_triggerdef(g.oid, true), ' ON public.', ' ON ') || ';'
		FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE NOT g.tgisinternal AND ` + fmt.Sprintf(ours, "c.relname", "c.oid") + ` ORDER BY c.relname COLLATE "C", g.tgname COLLATE "C"`},
}
