// node --test: the two transformations that the look depends on.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import postcss from 'postcss'
import { choose, lightDark } from '../styles.mjs'

const lower = async (css) => (await postcss([lightDark()]).process(css, { from: undefined })).css.replace(/\s+/g, '')

test('the light or the dark value of every light-dark() is taken', () => {
  assert.equal(choose('light-dark(#fff, #000)', 0), '#fff')
  assert.equal(choose('light-dark(#fff, #000)', 1), '#000')
  assert.equal(choose('1px solid light-dark(rgb(1, 2, 3), var(--a, red)) x', 1), '1px solid var(--a, red) x')
  assert.equal(choose('a light-dark(b, c) d light-dark(e, f)', 1), 'a c d f')
  assert.equal(choose('light-dark(light-dark(a, b), c)', 0), 'a')
})

test('a value that breaks off is an error', () => {
  assert.throws(() => choose('light-dark(a, b', 0))
})

test('the dark value goes to both ways of being dark, on screens only', async () => {
  assert.equal(
    await lower(':root{--a:light-dark(x,y);--b:z}'),
    ':root{--a:x;--b:z}@mediascreen{[data-bs-theme=dark]{--a:y}@media(prefers-color-scheme:dark){[data-bs-theme=auto]{--a:y}}}',
  )
})

test('a rule inside the page is darkened below the theme', async () => {
  assert.match(await lower('.a,.b{color:light-dark(x,y)}'), /\[data-bs-theme=dark\]\.a,\[data-bs-theme=dark\]\.b\{color:y\}/)
})

test('what is written for the dark theme holds for dark devices too', async () => {
  assert.equal(
    await lower('[data-bs-theme=dark] .a{color:y}'),
    '[data-bs-theme=dark].a{color:y}@mediascreenand(prefers-color-scheme:dark){[data-bs-theme=auto].a{color:y}}',
  )
})
