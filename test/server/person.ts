/** A signed-in person's way of asking an application without a socket. */
import { addAccount, beginSession, listAccounts } from '../../src/ledger/accounts.js'
import type { Role } from '../../src/model/access.js'
import type { Served } from './served.js'

type Fields = Readonly<Record<string, string | readonly string[]>>

const encoded = (fields: Fields): string =>
  new URLSearchParams(
    Object.entries({ _csrf: 'csrf', ...fields }).flatMap(([name, value]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    ),
  ).toString()

/** Signs somebody of this role in. */
export function as(office: Served, role: Role, unit?: string, name = `${role}-${unit ?? 'all'}`) {
  if (!listAccounts(office.ledger).some((one) => one.name === name)) {
    addAccount(office.ledger, { name, role, unit: unit ?? null, actor: 'a' })
    beginSession(office.ledger, name, `secret-${name}`, 'csrf')
  }
  const cookie = `xuncha=secret-${name}`
  return {
    get: (url: string) => office.app.inject({ url, headers: { cookie } }),
    post: (url: string, fields: Fields) =>
      office.app.inject({
        method: 'POST',
        url,
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
        payload: encoded(fields),
      }),
    upload: (
      url: string,
      fields: Readonly<Record<string, string>>,
      file: { readonly name: string; readonly text: string },
      field = 'files',
    ) => {
      const parts = Object.entries({ _csrf: 'csrf', ...fields }).map(
        ([key, value]) => `--b\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
      )
      const body = `${parts.join('')}--b\r\ncontent-disposition: form-data; name="${field}"; filename="${file.name}"\r\ncontent-type: text/plain\r\n\r\n${file.text}\r\n--b--\r\n`
      const headers = { cookie, 'content-type': 'multipart/form-data; boundary=b' }
      return office.app.inject({ method: 'POST', url, headers, payload: Buffer.from(body) })
    },
  }
}
