#!/usr/bin/env bash
# What: NuGet Microsoft.IdentityModel.JsonWebTokens 8.23.0 on .NET 10; it gets an x-amzn-oidc-data as an ALB signs it.
#
# Surprising: of the same token, whose parts end in `=` as an ALB keeps them, CanReadToken says false, while
# ReadJsonWebToken reads it and ValidateTokenAsync finds it valid. Expected: one answer. The older handler,
# System.IdentityModel.Tokens.Jwt 8.23.0, refuses the token throughout.
#
# For a user of an ALB: validate with JsonWebTokenHandler and do not ask CanReadToken before, as a handler that chooses
# between kinds of tokens may do; code that moved on from JwtSecurityTokenHandler has the check, and refuses all users.
#
# Seen:
#   JsonWebTokenHandler.CanReadToken: False
#   JsonWebTokenHandler.ReadJsonWebToken: 1234567890
#   JsonWebTokenHandler.ValidateTokenAsync: True
#   JwtSecurityTokenHandler.ValidateToken: IDX12709
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
    <PackageReference Include="System.IdentityModel.Tokens.Jwt" Version="[8.23.0]" />
  </ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.IdentityModel.Tokens.Jwt;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
var exp = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 120;
const string signer = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188";
const string issuer = "https://idp.example.com";
var head = JsonSerializer.Serialize(new
{
    typ = "JWT", kid = "12345678-1234-1234-1234-123456789012", alg = "ES256", iss = issuer, client = "web-app", signer,
    exp,
});
var claims = JsonSerializer.Serialize(new { sub = "1234567890", name = "Ann", exp, iss = issuer });
static string Padded(byte[] value) => Convert.ToBase64String(value).Replace('+', '-').Replace('/', '_');
var text = $"{Padded(Encoding.UTF8.GetBytes(head))}.{Padded(Encoding.UTF8.GetBytes(claims))}";
var token = $"{text}.{Padded(pair.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
var wanted = new TokenValidationParameters
{
    IssuerSigningKey = new ECDsaSecurityKey(pair),
    ValidIssuer = issuer,
    ValidateAudience = false,
};

var handler = new JsonWebTokenHandler();
Console.WriteLine($"JsonWebTokenHandler.CanReadToken: {handler.CanReadToken(token)}");
Console.WriteLine($"JsonWebTokenHandler.ReadJsonWebToken: {Said(() => handler.ReadJsonWebToken(token).Subject)}");
var result = await handler.ValidateTokenAsync(token, wanted);
Console.WriteLine($"JsonWebTokenHandler.ValidateTokenAsync: {result.IsValid}");
var old = new JwtSecurityTokenHandler();
var validated = Said(() => $"{old.ValidateToken(token, wanted, out _) is not null}");
Console.WriteLine($"JwtSecurityTokenHandler.ValidateToken: {validated}");

static string Said(Func<string> action)
{
    try
    {
        return action();
    }
    catch (Exception e)
    {
        return e.Message.Split(':')[0];
    }
}
CS
timeout 300 dotnet build -c Release -o out -v quiet -nodeReuse:false >build.log 2>&1 ||
  cannot "dotnet build: $(grep -m 1 error build.log)"
seen=$(timeout 60 dotnet out/probe.dll) || cannot "the probe failed"
expected='JsonWebTokenHandler.CanReadToken: False
JsonWebTokenHandler.ReadJsonWebToken: 1234567890
JsonWebTokenHandler.ValidateTokenAsync: True
JwtSecurityTokenHandler.ValidateToken: IDX12709'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"
