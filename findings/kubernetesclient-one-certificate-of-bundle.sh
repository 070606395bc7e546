#!/usr/bin/env bash
# What: NuGet KubernetesClient.Aot 21.0.8 beside KubernetesClient 21.0.8, on .NET 10, and a kubeconfig whose certificate-authority-data is a
# bundle of two certificates, as it is while a cluster changes its authority.
#
# Surprising: the package for NativeAOT takes the first of them and drops the rest without a word, so that a server whose
# certificate is signed by the second is not trusted. Expected: all of them, as the other package has them and as kubectl does.
#
# For a user of an ALB: a program that watches Ingresses and was made for NativeAOT stops working in the middle of a change of
# authorities that all others survive. Put the new authority first.
#
# Seen:
#   KubernetesClient: 2 of 2 authorities
#   KubernetesClient.Aot: 1 of 2 authorities
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v dotnet >/dev/null || cannot ".NET is not installed"
command -v openssl >/dev/null || cannot "openssl is not installed"
export NUGET_PACKAGES=$dir/packages DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

for name in one two; do
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$name.key" -out "$name.pem" -days 30 -subj "/CN=authority $name" 2>/dev/null
done
cat >config.yaml <<YAML
apiVersion: v1
kind: Config
current-context: one
contexts: [{ name: one, context: { cluster: one, user: one } }]
clusters: [{ name: one, cluster: { server: "https://127.0.0.1:1", certificate-authority-data: $(cat one.pem two.pem | base64 -w0) } }]
users: [{ name: one, user: { token: t } }]
YAML
cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <UseSharedCompilation>false</UseSharedCompilation>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="$(Client)" Version="[21.0.8]" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
var config = k8s.KubernetesClientConfiguration.BuildConfigFromConfigFile("config.yaml");
Console.WriteLine($"{config.SslCaCerts.Count} of 2 authorities");
CS
seen=
for client in KubernetesClient KubernetesClient.Aot; do
  timeout 300 dotnet build -c Release -o "out-$client" -v quiet -nodeReuse:false -p:Client=$client >build.log 2>&1 ||
    cannot "dotnet build: $(grep -m 1 error build.log)"
  seen+="$client: $(timeout 60 dotnet "out-$client/probe.dll")"$'\n' || cannot "the probe failed"
done
expected='KubernetesClient: 2 of 2 authorities
KubernetesClient.Aot: 1 of 2 authorities
'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s' "$seen"; exit 1; fi
printf 'as described:\n%s' "$seen"
