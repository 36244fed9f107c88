import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import type { InitFile } from '../init.ts'
import { detectSettings, repositoryRoot } from './detect.ts'
import { renderWorkflow } from './workflow.ts'
import { workflows } from './workflows.ts'

/** Writes the files that are missing. */
export async function writeWorkflows(cwd: string): Promise<readonly InitFile[]> {
  const settings = detectSettings(cwd)
  const files: InitFile[] = []
  for (const workflow of workflows) {
    const path = join(repositoryRoot(cwd), '.github/workflows', workflow.file)
    files.push({ path, purpose: workflow.purpose, state: await writeMissing(path, renderWorkflow(workflow, settings)) })
  }
  return files
}

async function writeMissing(path: string, text: string): Promise<InitFile['state']> {
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(path, text, { flag: 'wx' })
    return 'written'
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return (await readFile(path, 'utf8')) === text ? 'unchanged' : 'kept'
  }
}
