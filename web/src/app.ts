// What every page loads. Each part only adds to a page that already works without it.
import 'htmx.org'
import { keys } from './keys'
import { menus } from './menus'
import { lists } from './lists'
import { forms } from './forms'
import { offers } from './offers'
import { theme } from './theme'
import { leaving } from './live/leaving'

document.documentElement.classList.add('js')
keys()
menus()
lists()
forms()
offers()
theme()
leaving()

/** Files that come in pieces: only pages with such a field need the code. */
if (document.querySelector('[data-upload]')) {
  void import('./uploads').then((m) => m.uploads())
}

/** Charts are heavy: their code is fetched only when one comes near the screen. Until then, and on paper, its table stands for it. */
const chart = document.querySelector('[data-chart]')
if (chart) {
  const near = new IntersectionObserver(
    (seen) => {
      if (!seen.some((s) => s.isIntersecting)) return
      near.disconnect()
      void import('./charts').then((m) => m.charts())
    },
    { rootMargin: '300px' },
  )
  near.observe(chart)
}

/** Words of a live page that the server never took, for whoever does not get that page any more. */
const kept = document.querySelector<HTMLElement>('[data-live-kept]')
if (kept) {
  void import('./live/kept').then((m) => m.kept(kept))
}

/** The live minutes page and its view for the projector work by themselves, also without a network. */
if (document.querySelector('[data-live-lines]')) {
  void import('./live/main').then((m) => m.live())
}
if (document.querySelector('[data-present-text]')) {
  void import('./live/present').then((m) => m.present())
}
