#!/usr/bin/env bash
# What: NuGet Yarp.ReverseProxy 2.3.0 beside 2.1.0, on .NET 10: a request transform that gives a GET without a body an
# empty content, the way in which HttpRequestMessage carries Content-Type, Content-Language or Last-Modified.
#
# Surprising: from 2.3.0 on each such request ends in 502. Nothing warns when the package is updated: the program is
# built without a word, starts, and serves everything else. Expected: the target gets the header, as with 2.1.0.
#
# For a user of an ALB: an ALB passes on the Content-Type of a GET without a body; a proxy behind or in place of it
# that kept it by a transform of its own answers 502 after the update. Set the header on HttpContext.Request, or in a
# DelegatingHandler behind YARP.
#
# Seen:
#   2.1.0: 200, the target got Content-Type text/plain
#   2.3.0: 502, RequestCreation: Replacing the YARP outgoing request HttpContent is not supported. You should configure the HttpContext.Request instead.
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
  <ItemGroup><PackageReference Include="Yarp.ReverseProxy" Version="[$(Yarp)]" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;

static WebApplicationBuilder Builder()
{
    var builder = WebApplication.CreateBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    return builder;
}

await using var target = Builder().Build();
target.Run(context => context.Response.WriteAsync($"the target got Content-Type {context.Request.ContentType}"));
await target.StartAsync();

var builder = Builder();
var route = new RouteConfig { RouteId = "web", ClusterId = "web", Match = new() { Path = "{**all}" } };
var addresses = new Dictionary<string, DestinationConfig> { ["one"] = new() { Address = target.Urls.First() } };
builder.Services.AddReverseProxy()
    .LoadFromMemory([route], [new ClusterConfig { ClusterId = "web", Destinations = addresses }])
    .AddTransforms(context => context.AddRequestTransform(request =>
    {
        request.ProxyRequest.Content = new ByteArrayContent([]);
        request.ProxyRequest.Content.Headers.TryAddWithoutValidation("Content-Type", "text/plain");
        return default;
    }));
await using var proxy = builder.Build();
var error = "";
proxy.MapReverseProxy(pipeline => pipeline.Use(async (context, next) =>
{
    await next();
    if (context.GetForwarderErrorFeature() is { } feature)
    {
        error = $"{feature.Error}: {feature.Exception?.Message}";
    }
}));
await proxy.StartAsync();

using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
var response = await client.GetAsync(proxy.Urls.First());
Console.WriteLine($"{(int)response.StatusCode}, {await response.Content.ReadAsStringAsync()}{error}");
CS
seen=
for version in 2.1.0 2.3.0; do
  timeout 300 dotnet build -c Release -o "out-$version" -v quiet -nodeReuse:false -p:Yarp=$version >build.log 2>&1 ||
    cannot "dotnet build: $(grep -m 1 error build.log)"
  seen+="$version: $(timeout 60 dotnet "out-$version/probe.dll")"$'\n' || cannot "the probe failed"
done
expected='2.1.0: 200, the target got Content-Type text/plain
2.3.0: 502, RequestCreation: Replacing the YARP outgoing request HttpContent is not supported. You should configure the HttpContext.Request instead.
'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s' "$seen"; exit 1; fi
printf 'as described:\n%s' "$seen"
