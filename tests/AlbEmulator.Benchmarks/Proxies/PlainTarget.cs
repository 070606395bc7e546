using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>
/// What all proxies stand in front of: 1 KB at <c>/</c> and 10 MB at <c>/large</c>. nginx where it is installed, since
/// it leaves most of the machine to the proxy; else a bare Kestrel of this program.
/// </summary>
internal static class PlainTarget
{
    private const int SmallBytes = 1024;
    private const int LargeBytes = 10 * 1024 * 1024;

    public const string LargePath = "/large";

    /// <summary>Starts a target and gives its port.</summary>
    public static async Task<int> Start(Stage stage, CancellationToken cancelled)
    {
        var port = LoopbackPort.Free();
        var command = ProgramCommand.Find("nginx") is { } nginx
            ? NginxConfiguration.Command(nginx, stage, Configuration(stage, port))
            : new ProgramCommand(Environment.ProcessPath!, "plain-target", "--port", $"{port}");
        await FirstAnswer.Wait(stage.Start(command), port, "the target", cancelled);
        return port;
    }

    /// <summary>A bare Kestrel whose garbage is collected as the emulator's is.</summary>
    public static Proxy DefineKestrel(ServerCertificate? certificate)
    {
        var port = LoopbackPort.Free();
        string[] arguments = ["plain-target", "--port", $"{port}"];
        var command = new ProgramCommand(
            Environment.ProcessPath!,
            certificate is null ? arguments : [.. arguments, "--certificate", certificate.File, "--key", certificate.KeyFile])
        {
            Environment = new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_gcConcurrent"] = "0" },
        };
        return new Proxy("plain-kestrel", port, command) { IsTls = certificate is not null };
    }

    public static async Task<int> Run(int port, ServerCertificate? certificate, CancellationToken cancelled)
    {
        var builder = WebApplication.CreateBuilder(ServerCertificate.KestrelSettings(port, certificate));
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        var small = Body(SmallBytes);
        var large = Body(LargeBytes);
        app.Run(context =>
        {
            var body = context.Request.Path.Value == LargePath ? large : small;
            context.Response.ContentLength = body.Length;
            return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
        });
        await app.StartAsync(cancelled);
        await app.WaitForShutdownAsync(cancelled);
        return 0;
    }

    private static string Configuration(Stage stage, int port)
    {
        var large = stage.PathOf("large.bin");
        File.WriteAllBytes(large, Body(LargeBytes));
        return NginxConfiguration.Write(stage, "target", "1", $$"""
                access_log off;
                server {
                    listen 127.0.0.1:{{port}};
                    location = / { return 200 "{{new string('a', SmallBytes)}}"; }
                    location = {{LargePath}} { alias {{large}}; }
                }
            """);
    }

    private static byte[] Body(int bytes)
    {
        var body = new byte[bytes];
        Array.Fill(body, (byte)'a');
        return body;
    }
}
