#!/usr/bin/env bash
# What: NuGet Grpc.Net.Client 2.85.0 on .NET 10, a gRPC client that meets a redirect action of an ALB (301).
#
# Surprising: it follows the redirect, and as browsers do: the call goes out again as a GET without its message. An ALB
# answers that GET with 464, since a gRPC target group takes only POST, and so the call fails with "HTTP status code:
# 464". Expected: it fails with the 301 that the load balancer gave, as grpc-js does; gRPC knows no redirects.
#
# For a user of an ALB: the error points to protocol versions of target groups, while the cause is a rule that
# redirects (from HTTP to HTTPS, mostly). Look for a GET in the access log, right behind the redirect.
#
# Seen:
#   the server got POST /shop.Orders/List
#   the server got GET /moved
#   the call ended in Unknown, Bad gRPC response. HTTP status code: 464
set -euo pipefail
cannot() { echo "cannot run: $*" >&2; exit 2; }
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
command -v dotnet >/dev/null || cannot ".NET is not installed"
export NUGET_PACKAGES=$dir/packages DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

cat >probe.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
    <UseSharedCompilation>false</UseSharedCompilation>
  </PropertyGroup>
  <ItemGroup><PackageReference Include="Grpc.Net.Client" Version="[2.85.0]" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Server.Kestrel.Core;

var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.ConfigureKestrel(kestrel =>
    kestrel.Listen(IPAddress.Loopback, 0, listener => listener.Protocols = HttpProtocols.Http2));
await using var server = builder.Build();
server.Run(context =>
{
    Console.WriteLine($"the server got {context.Request.Method} {context.Request.Path}");
    if (context.Request.Path == "/moved")
    {
        context.Response.StatusCode = 464;
    }
    else
    {
        context.Response.Redirect($"{context.Request.Scheme}://{context.Request.Host}/moved", permanent: true);
    }

    return Task.CompletedTask;
});
await server.StartAsync();
using var channel = GrpcChannel.ForAddress(server.Urls.First());
var bytes = Marshallers.Create<byte[]>(value => value, value => value);
var list = new Method<byte[], byte[]>(MethodType.Unary, "shop.Orders", "List", bytes, bytes);
try
{
    var options = new CallOptions(deadline: DateTime.UtcNow.AddSeconds(20));
    await channel.CreateCallInvoker().AsyncUnaryCall(list, null, options, [1]);
    Console.WriteLine("the call ended well");
}
catch (RpcException e)
{
    Console.WriteLine($"the call ended in {e.StatusCode}, {e.Status.Detail}");
}
CS
timeout 300 dotnet build -c Release -o out -v quiet -nodeReuse:false >build.log 2>&1 ||
  cannot "dotnet build: $(grep -m 1 error build.log)"
seen=$(timeout 60 dotnet out/probe.dll) || cannot "the probe failed"
expected='the server got POST /shop.Orders/List
the server got GET /moved
the call ended in Unknown, Bad gRPC response. HTTP status code: 464'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"
