package config

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/spf13/pflag"
)

// compose is what the tests look at in docker-compose.yml.
type compose struct {
	Services map[string]struct {
		Image       string
		Build       string
		DependsOn   map[string]struct{ Condition string } `yaml:"depends_on"`
		Environment map[string]string
		Ports       []string
		Volumes     []string
		Healthcheck struct{ Test []string }
	}
	Volumes map[string]any
}

func readCompose(t *testing.T) compose {
	t.Helper()
	b, err := os.ReadFile("../../../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	var c compose
	if err := yaml.Unmarshal(b, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestComposeBringsUpThreeServices(t *testing.T) {
	t.Parallel()
	c := readCompose(t)
	for _, name := range []string{"postgres", "app", "mail"} {
		s, ok := c.Services[name]
		if !ok {
			t.Fatalf("no service %s", name)
		}
		if len(s.Healthcheck.Test) < 2 {
			t.Errorf("%s: no health check", name)
		}
		if (s.Image == "") == (s.Build == "") {
			t.Errorf("%s: image %q, build %q; want one of them", name, s.Image, s.Build)
		}
		if strings.HasSuffix(s.Image, ":latest") || s.Image != "" && !strings.Contains(s.Image, ":") {
			t.Errorf("%s: image %q names no version", name, s.Image)
		}
		for _, p := range s.Ports {
			if !strings.HasPrefix(p, "127.0.0.1:") {
				t.Errorf("%s: port %s is open to other machines", name, p)
			}
		}
		for _, v := range s.Volumes {
			if volume, _, _ := strings.Cut(v, ":"); !hasKey(c.Volumes, volume) {
				t.Errorf("%s: volume %s is not declared", name, volume)
			}
		}
	}
	for _, on := range []string{"postgres", "mail"} {
		if c.Services["app"].DependsOn[on].Condition != "service_healthy" {
			t.Errorf("the program does not wait for %s", on)
		}
	}
}

func hasKey(m map[string]any, key string) bool { _, ok := m[key]; return ok }

// TestComposeConfiguresTheProgram loads the program's environment as the program would.
func TestComposeConfiguresTheProgram(t *testing.T) {
	t.Parallel()
	services := readCompose(t).Services
	var environ []string
	for name, value := range services["app"].Environment {
		environ = append(environ, name+"="+strings.ReplaceAll(value, "${POSTGRES_PASSWORD:-dondoc}", "dondoc"))
	}
	c, err := Load(pflag.NewFlagSet("compose", pflag.ContinueOnError), environ)
	if err != nil {
		t.Fatal(err)
	}
	db := services["postgres"].Environment
	if want := "postgres://" + db["POSTGRES_USER"] + ":dondoc@postgres:5432/" + db["POSTGRES_DB"]; c.DatabaseURL != want {
		t.Errorf("the program connects to %s, the database is %s", c.DatabaseURL, want)
	}
	if c.Embedded() || c.Loopback() || c.MailURL == "" || c.LogFormat != "json" {
		t.Errorf("configured as %+v; want another's database, open to the container's network, mails, JSON logs", c)
	}
	if !strings.Contains(strings.Join(services["app"].Healthcheck.Test, " "), "/readyz") {
		t.Errorf("health is %v, want /readyz", services["app"].Healthcheck.Test)
	}
}

// instruction is one line of a Dockerfile, its continuations joined.
type instruction struct{ word, rest string }

func readDockerfile(t *testing.T) [][]instruction {
	t.Helper()
	b, err := os.ReadFile("../../../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	var stages [][]instruction
	for line := range strings.Lines(strings.ReplaceAll(string(b), "\\\n", " ")) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		if word == "FROM" {
			stages = append(stages, nil)
		}
		if len(stages) == 0 {
			t.Fatalf("%q stands before the first stage", line)
		}
		stages[len(stages)-1] = append(stages[len(stages)-1], instruction{word, strings.TrimSpace(rest)})
	}
	return stages
}

func TestDockerfileHasThreeStages(t *testing.T) {
	t.Parallel()
	stages := readDockerfile(t)
	if len(stages) != 3 {
		t.Fatalf("%d stages, want assets, program, runtime", len(stages))
	}
	words := []string{"FROM", "WORKDIR", "COPY", "RUN", "ARG", "ENV", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}
	for i, image := range []string{"node:", "golang:", "alpine:"} {
		if !strings.HasPrefix(stages[i][0].rest, image) {
			t.Errorf("stage %d is FROM %s, want %s…", i, stages[i][0].rest, image)
		}
		for _, in := range stages[i] {
			if !slices.Contains(words, in.word) {
				t.Errorf("unknown instruction %s %s", in.word, in.rest)
			}
			if in.word == "COPY" && strings.HasPrefix(in.rest, "--from=") {
				named := strings.TrimPrefix(strings.Fields(in.rest)[0], "--from=")
				if !slices.ContainsFunc(stages[:i], func(s []instruction) bool { return strings.HasSuffix(s[0].rest, " AS "+named) }) {
					t.Errorf("COPY from %s, which is no earlier stage", named)
				}
			}
		}
	}
}

func TestImageRunsAsAnOrdinaryUserWithNothingElse(t *testing.T) {
	t.Parallel()
	stages := readDockerfile(t)
	last := map[string]string{}
	for _, in := range stages[len(stages)-1] {
		last[in.word] = in.rest
	}
	if last["USER"] == "" || last["USER"] == "root" || last["USER"] == "0" {
		t.Errorf("runs as %q", last["USER"])
	}
	if last["ENTRYPOINT"] != `["dondoc"]` || last["CMD"] != `["serve"]` || !strings.Contains(last["HEALTHCHECK"], "/readyz") {
		t.Errorf("starts %s %s, health %s", last["ENTRYPOINT"], last["CMD"], last["HEALTHCHECK"])
	}
	environ := append(strings.Fields(last["ENV"]), "DONDOC_DATABASE_URL=postgres://u:p@h/d")
	if _, err := Load(pflag.NewFlagSet("image", pflag.ContinueOnError), environ); err != nil {
		t.Errorf("the image's environment: %v", err)
	}
}
