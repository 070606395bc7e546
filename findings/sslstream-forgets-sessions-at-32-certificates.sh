#!/usr/bin/env bash
# What: SslStream of .NET 10 (Linux, OpenSSL), a server that shows many certificates by server name, as a load balancer
# with SNI does; OpenSSL's s_client as a client that comes again and resumes its session (TLS 1.2).
#
# Surprising: with each 32nd certificate that comes into use, the sessions of every certificate that no open connection
# uses just then are forgotten, and go on to be with each further 32nd. Expected: sessions last for as long as OpenSSL
# keeps them (hours), however many certificates there are. The SslStreamCertificateContext is the same object all the
# time, which is what the documentation asks for.
#
# For a user of an ALB: an ALB resumes sessions with every certificate of its list. A stand-in for it, or a gateway
# behind it, that is made with Kestrel or YARP and has 32 certificates or more does full handshakes now and then where
# session-reused is expected in the log. No client fails.
#
# Seen:
#   30 other certificates: Reused
#   31 other certificates: New
#   31 other certificates, a connection stays open: Reused
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v dotnet >/dev/null || cannot ".NET is not installed"
command -v openssl >/dev/null || cannot "openssl is not installed"
export NUGET_PACKAGES=$dir/packages DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <UseSharedCompilation>false</UseSharedCompilation>
  </PropertyGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

// Arguments: how many other certificates come into use, and whether a connection of the first one stays open.
var others = int.Parse(args[0]);
var staysOpen = args[1] == "open";
var contexts = Enumerable.Range(0, others + 1).ToDictionary(i => $"h{i}.test", i =>
{
    using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    var request = new CertificateRequest($"CN=h{i}.test", key, HashAlgorithmName.SHA256);
    var now = DateTimeOffset.UtcNow;
    var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    return SslStreamCertificateContext.Create(certificate, null, offline: true);
});
var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
var port = ((IPEndPoint)listener.LocalEndpoint).Port;
_ = Task.Run(async () =>
{
    while (true)
    {
        var client = await listener.AcceptTcpClientAsync();
        _ = Task.Run(async () =>
        {
            using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync((_, hello, _, _) => ValueTask.FromResult(
                new SslServerAuthenticationOptions { ServerCertificateContext = contexts[hello.ServerName] }), null);
            while (await tls.ReadAsync(new byte[100]) > 0)
            {
            }
        });
    }
});

await Client("h0.test", "-sess_out session");
using var stays = staysOpen ? Start("h0.test", "") : null;
if (stays is not null)
{
    await SaidAsync(stays);
}

for (var i = 1; i <= others; i++)
{
    await Client($"h{i}.test", "");
}

var again = await Client("h0.test", "-sess_in session");
Console.WriteLine($"{others} other certificates{(staysOpen ? ", a connection stays open" : "")}: {again}");
stays?.StandardInput.Close();
stays?.WaitForExit();
Environment.Exit(0);

Process Start(string name, string options) => Process.Start(new ProcessStartInfo(
    "openssl", $"s_client -connect 127.0.0.1:{port} -servername {name} -tls1_2 {options}")
{
    RedirectStandardInput = true,
    RedirectStandardOutput = true,
    RedirectStandardError = true,
})!;

async Task<string> Client(string name, string options)
{
    using var client = Start(name, options);
    var said = await SaidAsync(client);
    client.StandardInput.Close();
    await client.WaitForExitAsync();
    return said;
}

// The word of s_client: New or Reused.
static async Task<string> SaidAsync(Process client)
{
    while (await client.StandardOutput.ReadLineAsync() is { } line)
    {
        if (line.StartsWith("New, ") || line.StartsWith("Reused, "))
        {
            return line.Split(',')[0];
        }
    }

    return "nothing";
}
CS
timeout 300 dotnet build -c Release -o out -v quiet -nodeReuse:false >build.log 2>&1 ||
  cannot "dotnet build: $(grep -m 1 error build.log)"
seen=$(for run in '30 closed' '31 closed' '31 open'; do timeout 60 dotnet out/probe.dll $run || exit 1; done) ||
  cannot "the probe failed"
expected='30 other certificates: Reused
31 other certificates: New
31 other certificates, a connection stays open: Reused'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"
