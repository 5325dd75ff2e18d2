/** Supporting material (佐证材料): files that people bring, kept by their hash beside the evidence. */
import { z } from 'zod'

/** One file as it was brought: its name, and the blob that holds it; or an address on the web, of which nothing is kept. */
export const attachedFileSchema = z.strictObject({
  name: z.string().min(1).max(500),
  /** Hash of the blob in the evidence store; null for an address. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  bytes: z.number().int().nonnegative(),
  mediaType: z.string().max(120),
})
export type AttachedFile = z.infer<typeof attachedFileSchema>

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  txt: 'text/plain',
  csv: 'text/csv',
  html: 'text/html',
  htm: 'text/html',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
  ofd: 'application/ofd',
  mp4: 'video/mp4',
}

/** Media type by the ending of a file's name. */
export function mediaTypeOf(name: string): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  return MEDIA_TYPES[ending] ?? 'application/octet-stream'
}
