// Sets one document and ends: a thread of its own, since setting a long list takes a second of work.
import path from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'

const root = path.join(import.meta.dirname, '../..')
const weights = ['400Regular', '500Medium', '600SemiBold']
const families = ['ibm-plex-sans', 'ibm-plex-sans-arabic']
const fontPaths = families.flatMap((family) =>
  weights.map((weight) => path.join(root, 'node_modules/@expo-google-fonts', family, weight)),
)

const typesetter = NodeCompiler.create({
  workspace: path.join(root, 'views/reports'),
  fontArgs: [{ fontPaths }],
})
const bytes = typesetter.pdf(
  {
    mainFilePath: path.join(root, 'views/reports/sheet.typ'),
    inputs: { document: JSON.stringify(workerData) },
  },
  { pdfStandard: 'ua-1' },
)
parentPort?.postMessage(bytes)
