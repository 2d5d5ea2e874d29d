// Charts read their figures from the table that stands beside them: one truth, and the table is what remains without scripts.
import { BarChart, LineChart, PieChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use, type EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { all } from './dom'

use([BarChart, LineChart, PieChart, GridComponent, TooltipComponent, LegendComponent, AriaComponent, SVGRenderer])

const narrow = 560 // px; below it bars lie, so that names can be read

interface Series {
  name: string
  cls: string
  values: number[]
}

interface Data {
  labels: string[]
  urls: string[]
  series: Series[]
}

export async function charts(): Promise<void> {
  await document.fonts.ready // or the words are measured in another face than they are drawn in
  const drawn = all('[data-chart]').map((figure) => draw(figure))
  const again = (): void => drawn.forEach((d) => d?.paint())
  window.addEventListener('resize', () => {
    drawn.forEach((d) => d?.chart.resize())
    again()
  })
  document.addEventListener('dondoc:theme', again)
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again)
}

function draw(figure: HTMLElement): { chart: EChartsType; paint: () => void } | undefined {
  const canvas = figure.querySelector<HTMLElement>('[data-chart-canvas]')
  const data = read(figure)
  if (!canvas || data.labels.length === 0) return undefined
  canvas.classList.add('chart-drawn')
  const chart = init(canvas, undefined, { renderer: 'svg' })
  const paint = (): void => {
    chart.setOption(option(figure.dataset.chart ?? 'bar', data, canvas.clientWidth < narrow), true)
  }
  paint()
  chart.on('click', (e) => {
    const url = data.urls[e.dataIndex ?? -1]
    if (url) location.assign(url)
  })
  return { chart, paint }
}

function read(figure: HTMLElement): Data {
  const heads = all('thead th', figure).slice(1)
  const rows = all<HTMLTableRowElement>('tbody tr', figure)
  return {
    labels: rows.map((r) => r.querySelector('th')?.textContent?.trim() ?? ''),
    urls: rows.map((r) => r.querySelector<HTMLAnchorElement>('th a')?.href ?? ''),
    series: heads.map((h, i) => ({
      name: h.textContent?.trim() ?? '',
      cls: h.dataset.class ?? '',
      values: rows.map((r) => Number(all('td', r)[i]?.dataset.value ?? 0)),
    })),
  }
}

/** color reads a colour of the theme, so that charts change with it and mean the same as the badges. */
function color(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

function seriesColor(s: Series, i: number): string {
  return (s.cls && color(`--timing-${s.cls.replaceAll('_', '-')}`)) || color(`--chart-${(i % 6) + 1}`)
}

function option(kind: string, d: Data, small: boolean): Parameters<EChartsType['setOption']>[0] {
  const text = { color: color('--ink-2'), fontFamily: color('--font'), fontSize: 13 }
  const base = {
    animation: false,
    textStyle: text,
    color: d.series.map(seriesColor),
    // Tooltips are drawn, not made of HTML: inline styles are not allowed on these pages.
    tooltip: { trigger: kind === 'pie' ? ('item' as const) : ('axis' as const), renderMode: 'richText' as const },
  }
  if (kind === 'pie') return { ...base, color: d.labels.map((_, i) => color(`--chart-${(i % 6) + 1}`)), series: [pie(d, text)] }
  const line = { lineStyle: { color: color('--line') } }
  const names = { type: 'category' as const, data: d.labels, axisLabel: { ...text, width: small ? 120 : 180, overflow: 'truncate' as const }, axisLine: line, axisTick: { show: false } }
  const sizes = { type: 'value' as const, minInterval: 1, axisLabel: text, splitLine: line }
  const lying = kind !== 'line' && (small || d.labels.length > 6)
  return {
    ...base,
    grid: { left: 8, right: 16, top: 36, bottom: 8, outerBoundsMode: 'same' as const, outerBoundsContain: 'axisLabel' as const },
    legend: { type: 'scroll' as const, top: 0, left: 0, itemGap: 16, textStyle: text, itemWidth: 12, itemHeight: 12, show: d.series.length > 1 },
    xAxis: lying ? sizes : names,
    yAxis: lying ? { ...names, inverse: true } : sizes,
    series: d.series.map((s) => ({
      name: s.name,
      type: kind === 'line' ? ('line' as const) : ('bar' as const),
      stack: kind === 'stacked' ? 'all' : undefined,
      barMaxWidth: 28,
      data: s.values,
    })),
  }
}

function pie(d: Data, text: object): object {
  return {
    type: 'pie',
    radius: ['45%', '75%'],
    label: { ...text, formatter: '{b}: {c}' },
    data: d.labels.map((name, i) => ({ name, value: d.series[0]?.values[i] ?? 0 })),
  }
}
