#!/usr/bin/env bash
# What: NuGet KubernetesClient 21.0.8 on .NET 10, and a kubeconfig whose user is a plugin (exec) with an argument that has a
# blank in it, such as the name of a profile: args: ["--profile", "shop dev"].
#
# Surprising: the plugin gets three arguments, since they are put together with blanks between them. Nothing is told; what the
# plugin makes of it is an error of its own, or a token of another profile. Expected: two, as kubectl passes them.
#
# For a user of an ALB: programs that watch a cluster for its Ingresses have the credentials of EKS by such a plugin (aws eks
# get-token). Name profiles and roles without blanks, or have a script of one's own as the plugin.
#
# Seen:
#   written: --profile|shop dev
#   the plugin got 3: --profile|shop|dev
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v dotnet >/dev/null || cannot ".NET is not installed"
export NUGET_PACKAGES=$dir/packages DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

cat >plugin.sh <<'SH'
#!/usr/bin/env bash
(IFS='|'; echo "$#: $*") >"$(dirname "$0")/got"
echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t"}}'
SH
chmod +x plugin.sh
cat >config.yaml <<YAML
apiVersion: v1
kind: Config
current-context: one
contexts: [{ name: one, context: { cluster: one, user: one } }]
clusters: [{ name: one, cluster: { server: "http://127.0.0.1:1" } }]
users:
  - name: one
    user:
      exec:
        apiVersion: client.authentication.k8s.io/v1
        command: $dir/plugin.sh
        args: ["--profile", "shop dev"]
        interactiveMode: Never
YAML
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <UseSharedCompilation>false</UseSharedCompilation>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="KubernetesClient" Version="[21.0.8]" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
var config = k8s.KubernetesClientConfiguration.BuildConfigFromConfigFile("config.yaml");
using var client = new k8s.Kubernetes(config);
Console.WriteLine(config.AccessToken ?? "no token yet");
CS
timeout 300 dotnet build -c Release -o out -v quiet -nodeReuse:false >build.log 2>&1 || cannot "dotnet build: $(grep -m 1 error build.log)"
timeout 60 dotnet out/probe.dll >probe.log 2>&1 || cannot "the probe failed: $(head -n 1 probe.log)"
[ -f got ] || cannot "the plugin was not run"
seen="written: --profile|shop dev
the plugin got $(cat got)"
expected='written: --profile|shop dev
the plugin got 3: --profile|shop|dev'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"
