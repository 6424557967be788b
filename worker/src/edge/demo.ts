import * as z from 'zod'
import type { WorkerEnv } from './context.ts'
import { servePage } from './pages.ts'

const Demo = z.object({ emails: z.object({ ko: z.string(), en: z.string() }), password: z.string() })
/** The accounts for looking around. */
export type Demo = z.infer<typeof Demo>

/** The accounts for looking around, where the people of this installation are made up. */
export function demoOf(env: WorkerEnv): Demo | null {
  return env.DEMO === undefined ? null : Demo.parse(JSON.parse(env.DEMO))
}

const STRIP = `<p class="demo-strip"><span lang="ko">둘러보기용 데이터예요. 여기 나오는 사람과 대화는 모두 지어냈어요.</span><span lang="en">Demo data. Everyone here, and all they say, is made up.</span></p>`

/** A page of an installation whose people are made up: it says so before anything else. In both languages, since the page chooses its own later. */
export async function demoPage(request: Request, env: WorkerEnv): Promise<Response> {
  const fresh = new Request(request)
  // The browser may have kept the page from before it said so.
  fresh.headers.delete('if-none-match')
  const page = await servePage(fresh, env)
  if (!(page.headers.get('content-type') ?? '').startsWith('text/html')) return page
  const said = new HTMLRewriter().on('body', { element: (body) => void body.prepend(STRIP, { html: true }) }).transform(page)
  said.headers.delete('etag')
  return said
}
