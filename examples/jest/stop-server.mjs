export default async function stopServer() {
  await globalThis.fakeai.close();
}
