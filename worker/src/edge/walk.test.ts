import { describe, expect, inject, it } from 'vitest'
import { API_PREFIX } from '@studymate/contract/endpoint'
import type { AnyEndpoint } from '@studymate/contract/endpoint'
import { ENDPOINTS } from '@studymate/contract/endpoints'
import { Actor, person } from '@studymate/host/testing/actors'

/** A path with every parameter filled with something that no object has. */
function pathOf(of: AnyEndpoint, template = of.path): string {
  return (
    API_PREFIX + template.replaceAll(/\{(\w+)\}/g, (_, name: string) => (/test/i.test(name) ? '018f9f64-0000-7000-8000-000000000000' : `${name}_nothing000`))
  )
}

interface Body {
  success: boolean
  error?: { code: string; message: string; details: Record<string, unknown> }
}

async function answer(response: Response): Promise<{ status: number; body: Body; id: string | null }> {
  return { status: response.status, body: (await response.json()) as Body, id: response.headers.get('x-request-id') }
}

describe('every operation', () => {
  it.each(ENDPOINTS.filter((of) => of.auth !== 'none').map((of) => [of.id, of] as const))('%s asks who calls', async (_, of) => {
    for (const template of [of.path, ...(of.aliases ?? [])]) {
      const { status, body, id } = await answer(await new Actor().raw(of.method, pathOf(of, template)))
      expect([status, body.success, body.error?.code]).toEqual([401, false, 'AUTH_001'])
      expect(body.error?.message).toMatch(/[가-힣]/)
      expect(id).toBeTruthy()
    }
  })

  it.each(ENDPOINTS.filter((of) => of.method !== 'GET' && of.method !== 'DELETE' && of.body !== 'multipart').map((of) => [of.id, of] as const))(
    '%s refuses a body that is none',
    async (_, of) => {
      const caller = of.auth === 'none' ? new Actor() : await person()
      for (const body of ['{"a":', '[1]', '"text"', 'null', '\u0000', '{"__proto__":{"admin":true}}', '{"surely":"unknown"}']) {
        const { status, body: reply } = await answer(await caller.raw(of.method, pathOf(of), body))
        expect([body, status, reply.error?.code]).toEqual([body, 400, 'VALIDATION_ERROR'])
      }
      expect((await answer(await caller.raw(of.method, pathOf(of), '<a/>', { 'content-type': 'text/xml' }))).status).toBe(415)
    },
  )

  it('is in the document with the codes that it can answer', async () => {
    const document = (await (await fetch(`${inject('hostUrl')}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>
    }
    for (const of of ENDPOINTS) {
      const operation = document.paths[API_PREFIX + of.path]?.[of.method.toLowerCase()]
      expect(operation?.operationId).toBe(of.id)
      if (of.auth !== 'none') expect(Object.keys(operation?.responses ?? {})).toContain('401')
    }
    const documented = Object.values(document.paths).flatMap((path) => Object.keys(path))
    expect(documented).toHaveLength(ENDPOINTS.length)
  })
})

describe('the list of routes', () => {
  it('answers exactly what the contract says', async () => {
    const visitor = await person()
    for (const of of ENDPOINTS) {
      const { body } = await answer(await visitor.raw(of.method, pathOf(of)))
      expect([of.id, body.error?.code]).not.toEqual([of.id, 'METHOD_NOT_ALLOWED'])
      expect([of.id, body.error?.code]).not.toEqual([of.id, 'INTERNAL'])
    }
  })
})
