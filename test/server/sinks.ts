/** Receivers on loopback: a mail server that keeps what it is given, and a web server that answers as it is told. */
import { createServer as createWebServer, type IncomingHttpHeaders } from 'node:http'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { afterEach } from 'vitest'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

async function listening(server: Server): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** What a mail server was told. */
export interface Mailbox {
  readonly port: number
  /** Whole messages, headers and text. */
  readonly mails: string[]
  /** Every command line. */
  readonly commands: string[]
  /** Refuses every recipient while it is true. */
  refuses: boolean
}

/** A mail server without TLS; it takes any password. */
export async function mailbox(): Promise<Mailbox> {
  const mails: string[] = []
  const commands: string[] = []
  const box = { port: 0, mails, commands, refuses: false }
  const server = createServer((socket) => {
    let [buffer, inData] = ['', false]
    const say = (line: string) => socket.write(`${line}\r\n`)
    const answer = (line: string): void => {
      commands.push(line)
      const verb = line.slice(0, 4).toUpperCase()
      if (verb === 'EHLO') return void say('250-sink\r\n250 AUTH PLAIN')
      if (verb === 'AUTH') return void say('235 ok')
      if (verb === 'RCPT' && box.refuses) return void say('451 later')
      if (verb === 'DATA') {
        inData = true
        return void say('354 go on')
      }
      if (verb === 'QUIT') return void socket.end('221 bye\r\n')
      say('250 ok')
    }
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      buffer += chunk.toString('utf8')
      for (;;) {
        const end = inData ? buffer.indexOf('\r\n.\r\n') : buffer.indexOf('\r\n')
        if (end < 0) return
        const piece = buffer.slice(0, end)
        buffer = buffer.slice(end + (inData ? 5 : 2))
        if (!inData) answer(piece)
        else {
          mails.push(piece)
          inData = false
          say('250 kept')
        }
      }
    })
    say('220 sink')
  })
  box.port = await listening(server)
  return box
}

/** What a web server was posted. */
export interface Hook {
  readonly url: string
  readonly got: { readonly headers: IncomingHttpHeaders; readonly body: string }[]
  status: number
}

/** A web server that answers every POST with its status. */
export async function hook(): Promise<Hook> {
  const got: Hook['got'] = []
  const made = { url: '', got, status: 204 }
  const server = createWebServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      got.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') })
      response.writeHead(made.status).end()
    })
  })
  made.url = `http://127.0.0.1:${await listening(server)}/notices`
  return made
}
