// Writes src/schema.ts from a schema file: node generate.mjs ../../var/schema.yml
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const blob = ts.factory.createTypeReferenceNode("Blob");
const nodes = await openapiTS(await readFile(process.argv[2], "utf-8"), {
  // Files of uploads and downloads are Blobs, not texts.
  transform: (schema) => (schema.format === "binary" ? blob : undefined),
  // A field with a default may be left out of a body. Responses say themselves which members they always have.
  defaultNonNullable: false,
});
const head = "// Generated from the API schema by `make clients`. Do not edit.\n\n";
await writeFile(new URL("src/schema.ts", import.meta.url), head + astToString(nodes));
