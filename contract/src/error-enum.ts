import * as z from 'zod'
import { ERRORS } from './errors.ts'
import type { ErrorCode } from './errors.ts'

const codes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]

/** Any code of the catalogue, as a schema. */
export const ErrorsEnum = z.enum(codes).meta({ id: 'ErrorCode' })
