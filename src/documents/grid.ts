/** A table of an office file as it is built: cells that span rows or columns stand in each of them. */

/** Bounds of one table. */
const ROWS = 5_000
const COLUMNS = 200
const CELLS = 60_000
const CELL_TEXT = 1_000

/** Collects the cells of one table. */
export class Grid {
  readonly rows: string[][] = []
  #cells = 0
  /** Something was left out. */
  cut = false

  /** Begins a row. */
  row(): void {
    if (this.rows.length >= ROWS) this.cut = true
    else this.rows.push([])
  }

  /** Puts a cell behind the others of the row, `wide` columns of it; `goesOn`: it is the one above, continued. */
  cell(text: string, wide: number, goesOn: boolean): void {
    const row = this.rows.at(-1)
    if (!row || this.cut) return
    const above = this.rows.at(-2)
    for (let n = 0; n < Math.min(Math.max(1, wide), COLUMNS); n++) {
      if (this.#cells >= CELLS || row.length >= COLUMNS) {
        this.cut = true
        return
      }
      this.#cells += 1
      row.push((goesOn ? above?.[row.length] : undefined) ?? text.slice(0, CELL_TEXT))
    }
  }
}
