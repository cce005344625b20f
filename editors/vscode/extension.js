// Starts `importlint lsp`; all else is the server's.
const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

exports.activate = () => {
  const command = workspace.getConfiguration("importlint").get("path");
  client = new LanguageClient(
    "importlint", "ImportLint", { command, args: ["lsp"] },
    {
      documentSelector: [{ scheme: "file", language: "yaml" }],
      synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.{yaml,yml,json}") },
    });
  return client.start();
};

exports.deactivate = () => client && client.stop();
