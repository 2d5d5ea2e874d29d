// The style sheet: Tabler's, of which only what the pages use is kept, then ours; light-dark() taken apart.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as esbuild from 'esbuild'
import postcss from 'postcss'
import { PurgeCSS } from 'purgecss'

/** What every page wears comes first, in this order; then the style of single pages, one file a subject. */
const common = ['tokens', 'base', 'frame', 'form', 'list']
const ranges = {
  vietnamese: 'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB',
  latin: 'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,U+2215,U+FEFF,U+FFFD',
}

export async function styles(root, manifest, target) {
  const tabler = readFileSync(join(root, 'node_modules/@tabler/core/dist/css/tabler.min.css'), 'utf8')
  const kept = await new PurgeCSS().purge({
    content: [
      join(root, 'views/**/*.templ'),
      join(root, 'views/**/*.go'),
      join(root, 'src/**/*.ts'),
      join(root, '../internal/surface/ui/*.go'),
    ],
    css: [{ raw: tabler }],
    safelist: { greedy: [/data-bs-theme/] },
    variables: true,
    keyframes: true,
    // Bootstrap's names hold colons and slashes nowhere; words, digits and hyphens are enough.
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
  })
  const own = sheets(join(root, 'src/style')).join('\n')
  const all = fontFaces(manifest) + withoutNavbarThemes(kept[0].css) + own
  const lowered = (await postcss([lightDark()]).process(all, { from: undefined })).css
  const out = await esbuild.transform(lowered, { loader: 'css', minify: true, target, legalComments: 'none', charset: 'utf8', logLevel: 'error' })
  return Buffer.from(out.code)
}

function sheets(dir) {
  const pages = readdirSync(dir).filter((f) => f.endsWith('.css')).map((f) => f.slice(0, -4)).filter((f) => !common.includes(f)).sort()
  return [...common, ...pages].map((f) => readFileSync(join(dir, `${f}.css`), 'utf8'))
}

function fontFaces(manifest) {
  return Object.entries(manifest).map(([name, file]) => {
    const [, subset, weight] = /-(vietnamese|latin)-(\d+)-normal/.exec(name)
    return `@font-face{font-family:'Be Vietnam Pro';font-style:normal;font-display:swap;font-weight:${weight};src:url(${file}) format('woff2');unicode-range:${ranges[subset]}}\n`
  }).join('')
}

/** Tabler colours its navigation bar apart from the page; we have none of its bars. */
function withoutNavbarThemes(css) {
  const tree = postcss.parse(css)
  tree.walkRules((rule) => {
    const some = rule.selectors.filter((s) => !/data-bs-navbar-theme|body\[data-bs-theme=dark\] \[data-bs-theme=light\]|\.theme-dark|\[data-theme=dark\]/.test(s))
    if (some.length === 0) rule.remove()
    else rule.selectors = some
  })
  return tree.toString()
}

/**
 * light-dark(a, b) is understood by browsers from 2024 on only. The light value stays; the dark one goes into rules for
 * [data-bs-theme=dark] and, for "as the device", [data-bs-theme=auto] — on screens only, so that print is always light.
 */
export function lightDark() {
  return {
    postcssPlugin: 'light-dark',
    OnceExit(tree, { AtRule }) {
      tree.walkRules((rule) => {
        if (rule.dark) return
        if (/\[data-bs-theme=['"]?dark/.test(rule.selector)) return asDevice(rule, AtRule)
        const dark = rule.clone({ nodes: [] })
        rule.walkDecls((d) => {
          if (!d.value.includes('light-dark(')) return
          dark.append(d.clone({ value: choose(d.value, 1) }))
          d.value = choose(d.value, 0)
        })
        if (dark.nodes.length > 0) rule.after(onScreen(dark, AtRule))
      })
    },
  }
}

/** onScreen wraps the dark rule for both ways of being dark. */
function onScreen(dark, AtRule) {
  const screen = new AtRule({ name: 'media', params: 'screen' })
  const device = new AtRule({ name: 'media', params: '(prefers-color-scheme:dark)' })
  screen.append(under(dark, 'dark'), device)
  device.append(under(dark, 'auto'))
  return screen
}

/** under puts a rule below a theme: the root itself, or anything inside it. */
function under(rule, theme) {
  const at = `[data-bs-theme=${theme}]`
  const copy = rule.clone()
  copy.dark = true
  copy.selectors = [...new Set(rule.selectors.map((s) => (/^:root$|^\[data-bs-theme(=light)?\]$/.test(s) ? at : `${at} ${s}`)))]
  return copy
}

/** asDevice repeats a rule written for the dark theme for devices that ask for it. */
function asDevice(rule, AtRule) {
  const auto = rule.clone()
  auto.dark = rule.dark = true
  auto.selectors = rule.selectors.map((s) => s.replace(/\[data-bs-theme=['"]?dark['"]?\]/g, '[data-bs-theme=auto]'))
  const media = new AtRule({ name: 'media', params: 'screen and (prefers-color-scheme:dark)' })
  media.append(auto)
  rule.after(media)
}

/** choose takes the first or second argument of every light-dark() in a value. */
export function choose(value, which) {
  let out = ''
  for (let rest = value; ;) {
    const at = rest.indexOf('light-dark(')
    if (at < 0) return out + rest
    const [args, end] = split(rest, at + 'light-dark('.length)
    out += rest.slice(0, at) + choose(args[which].trim(), which)
    rest = rest.slice(end)
  }
}

/** split reads comma-separated arguments up to the closing parenthesis. */
function split(text, from) {
  const args = ['']
  let depth = 0
  for (let i = from; i < text.length; i++) {
    const c = text[i]
    if (c === ')' && depth === 0) return [args, i + 1]
    if (c === '(') depth++
    if (c === ')') depth--
    if (c === ',' && depth === 0) args.push('')
    else args[args.length - 1] += c
  }
  throw new Error(`light-dark( without end in ${text}`)
}
