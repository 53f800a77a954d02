// A passkey's answer, put into the form that asks for it. Without this script the form has other ways.
const bytesOf = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};
const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
const keysOf = (list = []) => list.map((each) => ({ ...each, id: bytesOf(each.id) }));

const asked = {
  create: (options) => ({
    ...options,
    challenge: bytesOf(options.challenge),
    user: { ...options.user, id: bytesOf(options.user.id) },
    excludeCredentials: keysOf(options.excludeCredentials),
  }),
  get: (options) => ({
    ...options,
    challenge: bytesOf(options.challenge),
    allowCredentials: keysOf(options.allowCredentials),
  }),
};

const answerOf = (credential) => {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = textOf(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: textOf(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
};

for (const form of document.querySelectorAll("[data-passkey]")) {
  const button = form.querySelector("[data-passkey-button]");
  const failed = form.querySelector("[data-passkey-failed]");
  const way = form.dataset.passkey;
  const options = JSON.parse(document.getElementById(form.dataset.options).textContent);
  const question = (options.creation_options || options.request_options).publicKey;
  button.hidden = !navigator.credentials;
  button.addEventListener("click", async () => {
    failed.hidden = true;
    try {
      const credential = await navigator.credentials[way]({ publicKey: asked[way](question) });
      form.querySelector("[name=credential]").value = JSON.stringify(answerOf(credential));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
