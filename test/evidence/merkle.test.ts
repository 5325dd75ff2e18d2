/** Merkle roots and inclusion proofs: RFC 6962's own numbers, and proofs that hold for their leaf and no other. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inclusionProof, merkleRoot, provenRoot } from '../../src/evidence/merkle.js'

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex')
/** Leaves of the reference implementation's test tree. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(bytes)

describe('merkleRoot', () => {
  it.each([
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
    [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
    [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
    [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
    [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
  ])('of the first %i reference leaves', (count, root) => {
    expect(merkleRoot(LEAVES.slice(0, count))).toBe(root)
  })
})

const leaf = fc.uint8Array({ minLength: 1, maxLength: 40 })

describe('inclusionProof', () => {
  it('leads from every leaf to the root', () => {
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 1, maxLength: 40 }), (leaves) => {
        const root = merkleRoot(leaves)
        leaves.forEach((one, index) => {
          expect(provenRoot(one, inclusionProof(leaves, index))).toBe(root)
        })
      }),
    )
  })

  it('leads nowhere else for another leaf, place, size or step', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(leaf, { minLength: 2, maxLength: 24, selector: String }),
        fc.nat(),
        (leaves, pick) => {
          const root = merkleRoot(leaves)
          const index = pick % leaves.length
          const proof = inclusionProof(leaves, index)
          const one = leaves[index] ?? new Uint8Array()
          const other = leaves[(index + 1) % leaves.length] ?? new Uint8Array()
          expect(provenRoot(other, proof)).not.toBe(root)
          expect(provenRoot(one, { ...proof, index: leaves.length })).toBeNull()
          expect(provenRoot(one, { ...proof, path: proof.path.slice(1) })).not.toBe(root)
          expect(provenRoot(one, { ...proof, path: [...proof.path, '00'.repeat(32)] })).toBeNull()
        },
      ),
    )
  })

  it.each([-1, 3, 0.5])('refuses place %d of three leaves', (index) => {
    expect(() => inclusionProof(LEAVES.slice(0, 3), index)).toThrow(RangeError)
  })
})
