/** What was searched for a thing that is absent: told in the manifest, and where it is long in a file that all claims share. */
import type { EvidenceFile, EvidenceManifest } from '../model/evidence.js'
import type { Keeping } from './witness-evidence.js'

type Searched = EvidenceManifest['searched']

/** Pages searched that a manifest holds itself; a longer list is a file, which all claims of the unit share. */
const SEARCHED_INLINE = 1_000

/** As the manifest says it, and the files that it names for it. */
export interface ToldSearched {
  readonly said: Pick<EvidenceManifest, 'searched' | 'searchedTotal'>
  readonly files: readonly EvidenceFile[]
}

/** Whatever is absent on a portal was searched on the same pages: of a large one the list is megabytes, and written once. */
const TOLD = new WeakMap<Keeping['concealing'], WeakMap<Searched, Promise<ToldSearched>>>()

async function tell({ concealing, store }: Keeping, searched: Searched, of: string): Promise<ToldSearched> {
  // Beside a masked text the hash of the original would tell a patient guesser the number.
  const told = searched.map((page) => (concealing.isNamed(page.url) ? { ...page, bodySha256: null } : page))
  if (told.length <= SEARCHED_INLINE) return { said: { searched: told }, files: [] }
  const lines = told.map((page) => `${JSON.stringify(page)}\n`).join('')
  const blob = await store.putBlob(Buffer.from(lines, 'utf8'))
  return {
    said: { searched: told.slice(0, SEARCHED_INLINE), searchedTotal: told.length },
    files: [{ role: 'searched', of, mediaType: 'application/jsonl', ...blob }],
  }
}

/**
 * What was searched as a manifest tells it.
 * @param of the address that stands for the list
 */
export function toldSearched(keeping: Keeping, searched: Searched, of: string): Promise<ToldSearched> {
  const known = TOLD.get(keeping.concealing) ?? new WeakMap<Searched, Promise<ToldSearched>>()
  TOLD.set(keeping.concealing, known)
  const told = known.get(searched) ?? tell(keeping, searched, of)
  known.set(searched, told)
  return told
}
