// Builds what a browser gets: dist/ with hashed names and manifest.json (plain name → hashed name).
//   node build.mjs [--watch]
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { basename, dirname, join } from 'node:path'
import * as esbuild from 'esbuild'
import { styles } from './styles.mjs'

const root = dirname(fileURLToPath(import.meta.url))
const dist = join(root, 'dist')
// What the oldest machines in use still get; newer syntax is lowered to it.
const target = ['chrome100', 'edge100', 'firefox102', 'safari15.4']
const fonts = [400, 500, 600, 700].flatMap((w) => ['vietnamese', 'latin'].map((s) => `be-vietnam-pro-${s}-${w}-normal.woff2`))

const hash = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 10)

/** put writes a file under a name that carries its content's hash and returns that name. */
function put(name, bytes) {
  const dot = name.lastIndexOf('.')
  const hashed = `${name.slice(0, dot)}-${hash(bytes)}${name.slice(dot)}`
  writeFileSync(join(dist, hashed), bytes)
  return hashed
}

async function scripts() {
  const out = await esbuild.build({
    entryPoints: [join(root, 'src/app.ts')],
    bundle: true, splitting: true, minify: true, format: 'esm', target, charset: 'utf8', legalComments: 'none',
    outdir: dist, entryNames: '[name]-[hash]', chunkNames: '[name]-[hash]', metafile: true, logLevel: 'warning',
  })
  const entry = Object.entries(out.metafile.outputs).find(([, o]) => o.entryPoint)
  return basename(entry[0])
}

/** worker builds the service worker: one plain script, served from the root under a name that stays. */
async function worker() {
  const out = await esbuild.build({
    entryPoints: [join(root, 'src/sw.ts')], bundle: true, minify: true, format: 'iife', target, charset: 'utf8', legalComments: 'none', write: false, logLevel: 'warning',
  })
  return put('sw.js', out.outputFiles[0].contents)
}

async function build() {
  mkdirSync(dist, { recursive: true })
  for (const f of readdirSync(dist)) if (f !== '.gitkeep') rmSync(join(dist, f), { recursive: true })
  const manifest = {}
  for (const f of fonts) manifest[f] = put(f, readFileSync(join(root, 'node_modules/@fontsource/be-vietnam-pro/files', f)))
  manifest['app.css'] = put('app.css', await styles(root, manifest, target))
  manifest['app.js'] = await scripts()
  manifest['sw.js'] = await worker()
  manifest['favicon.svg'] = put('favicon.svg', readFileSync(join(root, 'src/favicon.svg')))
  writeFileSync(join(dist, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
  report(manifest)
}

/** report says what a first visit costs: fonts as they are, the rest gzipped. Weights 500 and 700 are fetched by few pages. */
function report(manifest) {
  const size = (name) => {
    const bytes = readFileSync(join(dist, manifest[name]))
    return name.endsWith('.woff2') ? bytes.length : gzipSync(bytes).length
  }
  const first = Object.keys(manifest).filter((n) => !/-(500|700)-|^sw/.test(n))
  const parts = first.map((n) => `${n} ${(size(n) / 1000).toFixed(1)}`)
  const sum = first.reduce((s, n) => s + size(n), 0)
  process.stdout.write(`assets built; first visit ${(sum / 1000).toFixed(0)} kB: ${parts.join(', ')}\n`)
}

await build()
if (process.argv.includes('--watch')) {
  let timer
  for (const dir of ['src', 'views']) {
    watch(join(root, dir), { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(() => build().catch((e) => process.stderr.write(`${e.message}\n`)), 100)
    })
  }
}
