import { ERRORS } from '@studymate/contract/errors'
import type { ErrorCode } from '@studymate/contract/errors'
import type { Channel, Field, NamedShape, Operation, Reference } from '#reference/model'
import { fieldNames, nameOf } from '#reference/shape'

function words(...parts: readonly (string | null)[]): string {
  return parts
    .filter((part) => part !== null)
    .join(' ')
    .toLowerCase()
}

const named = (fields: readonly Field[]) => fields.flatMap(({ name, shape }) => [name, nameOf(shape), ...fieldNames(shape)])

function ofOperation(of: Operation): string {
  const fields = [...of.inPath, ...of.inQuery, ...(of.body?.fields ?? []), ...(of.answer?.beside ?? [])]
  const answer = of.answer ? [nameOf(of.answer.data), ...fieldNames(of.answer.data)] : []
  return words(of.method, of.path, ...of.aliases, of.id, of.tag, of.summary, ...of.errors, ...named(fields), ...answer)
}

const ofShape = ({ name, shape }: NamedShape) => words(name, ...fieldNames(shape), ...(shape.enum ?? []).map(String))
const ofError = (code: ErrorCode) => words(code, String(ERRORS[code].status), ERRORS[code].ko, ERRORS[code].en)

function framesOf(channel: Channel, fits: (text: string) => boolean): Channel {
  return {
    ...channel,
    frames: channel.frames.filter(({ name, from, payload }) => fits(words(channel.address, channel.name, name, from, ...fieldNames(payload)))),
  }
}

/** What of the reference holds every word of the search: in a method, path, name, sentence, field or error code. Case does not count. */
export function search(reference: Reference, query: string): Reference {
  const sought = query.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean)
  if (sought.length === 0) return reference
  const fits = (text: string) => sought.every((word) => text.includes(word))
  return {
    ...reference,
    operations: reference.operations.filter((of) => fits(ofOperation(of))),
    channels: reference.channels.map((channel) => framesOf(channel, fits)).filter(({ frames }) => frames.length > 0),
    shapes: reference.shapes.filter((shape) => fits(ofShape(shape))),
    errors: reference.errors.filter((code) => fits(ofError(code))),
  }
}

/** True where nothing is left to show. */
export function isNothing({ operations, channels, shapes, errors }: Reference): boolean {
  return operations.length + channels.length + shapes.length + errors.length === 0
}
