// The worker that opens the live minutes page without a network. It keeps frames of pages, which hold nothing of a record, and
// the files they need. Signing in or out throws the frames away: they carry the name of an account.
interface Waits extends Event { waitUntil(p: Promise<unknown>): void }
interface Fetches extends Waits { request: Request; respondWith(r: Promise<Response> | Response): void }
interface Messages extends Waits { data: unknown; source: { url?: string; postMessage(data: unknown): void } | null }
interface Worker {
  addEventListener(type: 'install' | 'activate', act: (e: Waits) => void): void
  addEventListener(type: 'fetch', act: (e: Fetches) => void): void
  addEventListener(type: 'message', act: (e: Messages) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
}
const worker = self as unknown as Worker

const frameCache = 'dondoc-frames-1'
const fileCache = 'dondoc-files-1'
const patience = 3000 // ms for a page that may be on its way before the kept one is shown

const isFrame = (path: string): boolean => /^\/c\/[^/]+\/hoi-nghi\/[^/]+\/ghi$/.test(path)
const isFile = (path: string): boolean => path.startsWith('/assets/')

worker.addEventListener('install', (e) => e.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (e) => e.waitUntil(worker.clients.claim()))

worker.addEventListener('fetch', (e) => {
  const url = new URL(e.request.url)
  if (url.origin !== location.origin) return
  if (e.request.method === 'POST' && (url.pathname === '/dang-xuat' || url.pathname === '/dang-nhap')) {
    e.waitUntil(caches.delete(frameCache))
    return
  }
  if (e.request.method !== 'GET') return
  if (isFile(url.pathname)) e.respondWith(file(e.request))
  else if (e.request.mode === 'navigate' && isFrame(url.pathname)) e.respondWith(frame(e.request))
})

worker.addEventListener('message', (e) => {
  const keep = (e.data as { keep?: string[] } | null)?.keep
  if (keep) e.waitUntil(keepAll(keep).then((all) => e.source?.postMessage({ kept: all })))
})

/** keepAll reports whether everything is kept: only then does the page open without a network. */
async function keepAll(urls: string[]): Promise<boolean> {
  let all = true
  const failed = (): void => { all = false }
  for (const at of urls) {
    const url = new URL(at, location.origin)
    if (url.origin !== location.origin) continue
    if (isFrame(url.pathname)) await keepFrame(new Request(url.origin + url.pathname, { credentials: 'same-origin' })).catch(failed)
    else if (isFile(url.pathname)) await file(new Request(url.href)).catch(failed)
  }
  return all
}

/** file answers from what is kept: a built file's name changes with its content. */
async function file(request: Request): Promise<Response> {
  const cache = await caches.open(fileCache)
  const kept = await cache.match(request)
  if (kept) return kept
  const fresh = await fetch(request)
  if (fresh.ok) await cache.put(request, fresh.clone())
  return fresh
}

async function keepFrame(request: Request): Promise<Response> {
  const fresh = await fetch(request)
  if (fresh.ok && !fresh.redirected && fresh.type === 'basic') {
    const cache = await caches.open(frameCache)
    await cache.put(new URL(request.url).pathname, fresh.clone())
  }
  return fresh
}

/** frame asks the server first; what is kept is for when it does not answer. */
async function frame(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname
  const kept = async (): Promise<Response | undefined> => (await caches.open(frameCache)).match(path)
  const asked = keepFrame(request)
  const late = new Promise<null>((done) => setTimeout(() => done(null), patience))
  try {
    const first = await Promise.race([asked, late])
    if (first && first.status < 500) return first
  } catch { /* no network */ }
  return (await kept()) ?? asked
}
