#!/usr/bin/env bash
# What: NuGet Microsoft.IdentityModel.JsonWebTokens 8.23.0 on .NET 10; it gets a token with the claims of an
# x-amzn-oidc-data: texts, a number, a list and an object.
#
# Surprising: TryGetPayloadValue<JsonElement> says that claims that are texts or numbers are not there, and finds those
# that are lists or objects. Expected: a JsonElement of whatever the claim is, as TryGetPayloadValue<object> finds all.
#
# For a user of an ALB: code that takes every claim of a user as a JsonElement, to be ready for texts and lists alike,
# finds no sub, no email and no exp, and treats a user with all claims as one without. Ask for the type of each claim.
#
# Seen:
#   sub as JsonElement: False, as object: True
#   exp as JsonElement: False, as object: True
#   groups as JsonElement: True, as object: True
#   address as JsonElement: True, as object: True
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v dotnet >/dev/null || cannot ".NET is not installed"
export NUGET_PACKAGES=$dir/packages DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <UseSharedCompilation>false</UseSharedCompilation>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.IdentityModel.JsonWebTokens" Version="[8.23.0]" />
  </ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

static string Encoded(object value) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value)));
var claims = new
{
    sub = "1234567890", exp = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 120, groups = new[] { "staff", "admin" },
    address = new { locality = "Bern" },
};
var token = new JsonWebToken($"{Encoded(new { alg = "ES256", typ = "JWT" })}.{Encoded(claims)}.{Encoded("signature")}");
foreach (var name in new[] { "sub", "exp", "groups", "address" })
{
    var asJson = token.TryGetPayloadValue<JsonElement>(name, out _);
    var asObject = token.TryGetPayloadValue<object>(name, out _);
    Console.WriteLine($"{name} as JsonElement: {asJson}, as object: {asObject}");
}
CS
timeout 300 dotnet build -c Release -o out -v quiet -nodeReuse:false >build.log 2>&1 ||
  cannot "dotnet build: $(grep -m 1 error build.log)"
seen=$(timeout 60 dotnet out/probe.dll) || cannot "the probe failed"
expected='sub as JsonElement: False, as object: True
exp as JsonElement: False, as object: True
groups as JsonElement: True, as object: True
address as JsonElement: True, as object: True'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"
