#!/bin/sh
# Headless Neovim as a client of the language server: opens a rule with a mistake, and asks for what
# it is told of it. Usage: scripts/neovim.sh EXECUTABLE
set -eu
executable=$(realpath "${1:-.build/release/importlint}")
if ! command -v nvim > /dev/null; then
  echo "skipped: there is no nvim (apt install neovim)"
  exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$executable" pack init "$folder/acme" > /dev/null 2>&1
rule=$folder/acme/namespaces/ownerless-namespace.yaml
sed -i 's/^title:/titel:/' "$rule"
cat > "$folder/client.lua" <<'LUA'
vim.lsp.start_client({
  name = "importlint",
  cmd = { vim.env.IMPORTLINT, "lsp" },
  root_dir = vim.env.PACK,
  on_init = function(client) vim.lsp.buf_attach_client(0, client.id) end,
})
if not vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 50) then
  print("no diagnostics came")
  vim.cmd("cquit 1")
end
for _, found in ipairs(vim.diagnostic.get(0)) do
  print(string.format("%d:%d %s [%s]", found.lnum + 1, found.col + 1, found.message, found.code))
end
local function ask(method, line, character)
  local parameters = { textDocument = vim.lsp.util.make_text_document_params() }
  if line then parameters.position = { line = line, character = character } end
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, parameters, 20000) or {}) do
    if answer.err then print(method, answer.err.message) end
    if answer.result and answer.result ~= vim.NIL then return answer.result end
  end
  print("no answer to " .. method)
  vim.cmd("cquit 1")
end
local hover = ask("textDocument/hover", 3, 2)
print("hover: " .. vim.split(hover.contents.value, "\n")[1])
print("completion: " .. #ask("textDocument/completion", vim.api.nvim_buf_line_count(0), 0).items)
for _, lens in ipairs(ask("textDocument/codeLens")) do
  if lens.command then print(string.format("%d: %s", lens.range.start.line + 1, lens.command.title)) end
end
for _, client in ipairs(vim.lsp.get_active_clients()) do client.stop() end
local gone = vim.wait(5000, function() return #vim.lsp.get_active_clients() == 0 end, 50)
print(gone and "the server ended" or "the server did not end")
vim.cmd(gone and "quitall!" or "cquit 1")
LUA
IMPORTLINT=$executable PACK=$folder/acme nvim --headless --clean -c "luafile $folder/client.lua" "$rule" 2>&1
echo
