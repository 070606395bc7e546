using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>
/// What all proxies stand in front of: 1 KB at <c>/</c>, 100 KB at <c>/middle</c>, 10 MB at <c>/large</c>, and 1 KB at
/// <c>/upload</c> once the body of the request is read. nginx where it is installed, since it leaves most of the machine
/// to the proxy; else a bare Kestrel of this program.
/// </summary>
internal static class PlainTarget
{
    private const int SmallBytes = 1024;
    private const int MiddleBytes = 100 * 1024;
    private const int LargeBytes = 10 * 1024 * 1024;

    public const string MiddlePath = "/middle";
    public const string LargePath = "/large";
    public const string UploadPath = "/upload";

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
        var middle = Body(MiddleBytes);
        var large = Body(LargeBytes);
        app.Run(async context =>
        {
            if (context.Request.Path.Value == UploadPath)
            {
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            }

            var body = context.Request.Path.Value switch
            {
                MiddlePath => middle,
                LargePath => large,
                _ => small,
            };
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        });
        await app.StartAsync(cancelled);
        await app.WaitForShutdownAsync(cancelled);
        return 0;
    }

    private static string Configuration(Stage stage, int port)
    {
        var (middle, large) = (stage.PathOf("middle.bin"), stage.PathOf("large.bin"));
        File.WriteAllBytes(middle, Body(MiddleBytes));
        File.WriteAllBytes(large, Body(LargeBytes));

        // nginx reads no body that it does not need. To mirror a request it needs it, before it looks for a file; with try_files
        // it would look for that first.
        return NginxConfiguration.Write(stage, "target", "1", $$"""
                access_log off;
                server {
                    listen 127.0.0.1:{{port}};
                    client_body_buffer_size 16k;
                    location = / { return 200 "{{new string('a', SmallBytes)}}"; }
                    location = {{MiddlePath}} { alias {{middle}}; }
                    location = {{LargePath}} { alias {{large}}; }
                    location = {{UploadPath}} { mirror /nowhere; root /nonexistent; log_not_found off; error_page 404 =200 @read; }
                    location = /nowhere { internal; return 204; }
                    location @read { return 200 "{{new string('a', SmallBytes)}}"; }
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
