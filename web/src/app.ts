// What every page loads. Each part only adds to a page that already works without it.
import 'htmx.org'
import { keys } from './keys'
import { menus } from './menus'
import { lists } from './lists'
import { forms } from './forms'
import { theme } from './theme'

document.documentElement.classList.add('js')
keys()
menus()
lists()
forms()
theme()

/** Charts are heavy: their code is fetched only by pages that have one. */
if (document.querySelector('[data-chart]')) {
  void import('./charts').then((m) => m.charts())
}
