import { type BundleFolder, NO_EVIDENCE } from '../folder.ts';

/** The JSON Schema of each kind of JSON file; its title says of which. What makes them is loaded when it is used. */
export async function writeSchemas(out: BundleFolder): Promise<void> {
  const { bundleSchemas } = await import('../../report/bundle-schemas.ts');
  for (const [name, schema] of Object.entries(bundleSchemas()))
    await out.json(`schema/${name}`, schema, NO_EVIDENCE);
}
