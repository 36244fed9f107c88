import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProcess } from './measure.mjs'

const directory = fileURLToPath(new URL('.client', import.meta.url))
const schema = `generator client {
  provider = "prisma-client-js"
  output   = "./client"
}

datasource db {
  provider = "postgresql"
}

model Post {
  id     Int     @id @default(autoincrement())
  title  String
  author String
  slug   String?
}
`

/** A client as an application would have it; \`prisma generate\` needs no engine, so none is downloaded. */
export async function generateClient() {
  const require = createRequire(import.meta.url)
  if (!existsSync(join(directory, 'client'))) {
    await mkdir(directory, { recursive: true })
    await writeFile(join(directory, 'schema.prisma'), schema)
    const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' }
    await runProcess(process.execPath, [require.resolve('prisma/build/index.js'), 'generate', '--schema', 'schema.prisma'], {
      cwd: directory,
      env,
    })
  }
  return require(join(directory, 'client')).PrismaClient
}
