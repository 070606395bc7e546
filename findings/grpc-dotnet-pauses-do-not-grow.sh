#!/usr/bin/env bash
# What: NuGet Grpc.Net.Client 2.85.0 on .NET 10, a channel whose server is away for a while. Its SocketsHttpHandler has a
# ConnectTimeout of two seconds, so that an attempt to reach a server that does not answer ends soon.
#
# Surprising: the pauses between attempts to connect do not grow. Each series of attempts, pauses included, is taken as
# one attempt that ConnectTimeout bounds; then the next series begins with the shortest pause again. Expected: each attempt
# may take two seconds, and the pauses grow from one second to two minutes, as MaxReconnectBackoff says and as they do
# where ConnectTimeout is not set.
#
# For a user of an ALB: while a load balancer is away, each client of a gRPC service tries to connect every 1 to 1.6
# seconds, however long that is. A MaxReconnectBackoff above ConnectTimeout changes nothing.
#
# Seen, in twenty seconds in which the client calls ten times a second:
#   ConnectTimeout not set: pauses grow
#   ConnectTimeout of 2 s: pauses do not grow
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
  <ItemGroup><PackageReference Include="Grpc.Net.Client" Version="[2.85.0]" /></ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using System.Diagnostics.Tracing;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;

// Two ports that this process has and on which nobody listens.
using var one = Taken();
using var other = Taken();
using var attempts = new Attempts();
using var end = new CancellationTokenSource(TimeSpan.FromSeconds(20));
await Task.WhenAll(CallAsync(one, null), CallAsync(other, TimeSpan.FromSeconds(2)));
Console.WriteLine($"ConnectTimeout not set: {Tell(one)}");
Console.WriteLine($"ConnectTimeout of 2 s: {Tell(other)}");

// Pauses from 1 s on, each 1.6 times as long as the one before, a fifth more or less: 5 or 6 attempts. Pauses of 1 s and 1.6 s: 14 to 20.
string Tell(Socket socket) => attempts.To(socket) switch
{
    >= 4 and <= 8 => "pauses grow",
    >= 11 => "pauses do not grow",
    var count => $"{count} attempts",
};

static Socket Taken()
{
    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    return socket;
}

async Task CallAsync(Socket away, TimeSpan? connectTimeout)
{
    var handler = new SocketsHttpHandler { UseProxy = false };
    if (connectTimeout is { } most)
    {
        handler.ConnectTimeout = most;
    }

    using var channel = GrpcChannel.ForAddress($"http://{away.LocalEndPoint}", new GrpcChannelOptions { HttpHandler = handler });
    var bytes = Marshallers.Create<byte[]>(value => value, value => value);
    var list = new Method<byte[], byte[]>(MethodType.Unary, "shop.Orders", "List", bytes, bytes);
    while (!end.IsCancellationRequested)
    {
        try
        {
            await channel.CreateCallInvoker().AsyncUnaryCall(list, null, new CallOptions(), [1]);
        }
        catch (RpcException)
        {
            await Task.Delay(100);
        }
    }
}

sealed class Attempts : EventListener
{
    private readonly List<string> _addresses = [];

    public int To(Socket socket)
    {
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        lock (_addresses)
        {
            return _addresses.Count(address => address.Contains($"{{{port >> 8},{port & 255},"));
        }
    }

    protected override void OnEventSourceCreated(EventSource source)
    {
        if (source.Name == "System.Net.Sockets")
        {
            EnableEvents(source, EventLevel.Informational);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs written)
    {
        if (written.EventName == "ConnectStart" && written.Payload is [string address, ..])
        {
            lock (_addresses)
            {
                _addresses.Add(address);
            }
        }
    }
}
CS
timeout 300 dotnet build -c Release -o out -v quiet -nodeReuse:false >build.log 2>&1 ||
  cannot "dotnet build: $(grep -m 1 error build.log)"
seen=$(timeout 60 dotnet out/probe.dll) || cannot "the probe failed"
expected='ConnectTimeout not set: pauses grow
ConnectTimeout of 2 s: pauses do not grow'
if [ "$seen" != "$expected" ]; then printf 'changed; seen instead:\n%s\n' "$seen"; exit 1; fi
printf 'as described:\n%s\n' "$seen"
