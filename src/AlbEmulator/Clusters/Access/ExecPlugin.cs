using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using AlbEmulator.Documents;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Outside;

namespace AlbEmulator.Clusters.Access;

/// <summary>
/// A program that gets what is shown to a cluster, such as <c>aws eks get-token</c>. It asks nothing on this terminal.
/// <see href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins"/>
/// </summary>
internal sealed class ExecPlugin
{
    /// <summary>How long it may take: it may ask somebody in a browser.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private const string Group = "client.authentication.k8s.io";
    private const string Variable = "KUBERNETES_EXEC_INFO";
    private const int MostBytes = 1024 * 1024;
    private const int LongestSaid = 300;

    private readonly KubeConfigItem _user;
    private readonly string _version;
    private readonly ProcessStartInfo _start;

    private ExecPlugin(KubeConfigItem user, string version, ProcessStartInfo start) => (_user, _version, _start) = (user, version, start);

    /// <summary>What it is, which is not run yet.</summary>
    /// <param name="user">Has it.</param>
    /// <param name="exec">What is written of it.</param>
    /// <param name="environment">The environment variables, which say where programs are.</param>
    /// <param name="cluster">What it is told of the cluster, where it wants that.</param>
    public static ExecPlugin Of(KubeConfigItem user, Node exec, Func<string, string?> environment, Node.Mapping cluster)
    {
        var version = exec.Text("apiVersion");
        if (version is not ($"{Group}/v1" or $"{Group}/v1beta1"))
        {
            throw user.Wrong($"exec has the apiVersion {Quoted.Text(version)}, and {Group}/v1 and {Group}/v1beta1 are known");
        }

        if (exec.Text("interactiveMode") == "Always")
        {
            throw user.Wrong("exec wants to ask on a terminal (interactiveMode: Always), which the emulator does not lend: log in with kubectl first, "
                + "or name a context whose plugin asks nothing");
        }

        var command = exec.Text("command");
        var start = new ProcessStartInfo(
            PathOf(command, user.Folder, environment) ?? throw user.Wrong($"the program {Quoted.Text(command)} of exec is not there{Hint(exec)}"),
            exec.Find("args").Items().Select(static argument => argument.AnyText()))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in exec.Find("env").Items())
        {
            var name = variable.Text("name");
            start.Environment[name.Length > 0 && !name.Contains('=', StringComparison.Ordinal) ? name : throw user.Wrong("exec has a variable without a right name")] =
                variable.Text("value");
        }

        start.Environment[Variable] = Told(version, exec.Find("provideClusterInfo").TryFlag(out var provides) && provides ? cluster : null);
        return new ExecPlugin(user, version, start);
    }

    /// <summary>Runs it.</summary>
    /// <exception cref="AccessException">It gets nothing.</exception>
    public async Task<Credential> RunAsync(CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(Longest);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        Process? process = null;
        try
        {
            process = Process.Start(_start)!;
            process.StandardInput.Close();
            var errors = TextAsync(process.StandardError, either.Token);
            var said = await TextAsync(process.StandardOutput, either.Token);
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0
                ? Credential(said)
                : throw Failed($"ended with {process.ExitCode}: {OneLine.Of(Last(await errors), LongestSaid)}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Failed($"did not end within {Longest.TotalSeconds:0} seconds");
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            throw Failed($"could not be run: {OneLine.Of(exception.Message, LongestSaid)}");
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>What it says, of which nothing is repeated.</summary>
    private Credential Credential(string said)
    {
        var problems = new List<Problem>();
        var status = DocumentReader.ParseText(_start.FileName, said, problems)?.Root is { } root && root.Text("kind") == "ExecCredential"
            && root.Text("apiVersion") == _version ? root.Find("status") : null;
        var token = status.Text("token");
        var certificate = UserReader.Pair(_user, Pem(status, "clientCertificateData"), Pem(status, "clientKeyData"));
        return token.Length == 0 && certificate is null
            ? throw Failed($"says no ExecCredential of {_version} with a token or a certificate")
            : new Credential(token.Length > 0 ? TokenFile.Bearer(token, _user.Place) : null, certificate)
            {
                Until = DateTimeOffset.TryParse(status.Text("expirationTimestamp"), out var end) ? Earlier(end, certificate) : certificate?.NotAfter,
            };
    }

    private static DateTimeOffset Earlier(DateTimeOffset end, X509Certificate2? certificate) =>
        certificate is not null && certificate.NotAfter < end ? certificate.NotAfter : end;

    private static string? Pem(Node? status, string name) => status.Text(name) is { Length: > 0 } pem ? pem : null;

    private AccessException Failed(string how) => _user.Wrong($"the program {Quoted.Text(_start.FileName)} of exec {how}");

    private static async Task<string> TextAsync(StreamReader reader, CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        await using var bounded = new BoundedStream(reader.BaseStream, MostBytes);
        await bounded.CopyToAsync(text, cancellation);
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void End(Process? process)
    {
        try
        {
            if (process is { HasExited: false })
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has just ended.
        }

        process?.Dispose();
    }

    /// <summary>Where a program is: as kubectl takes it, beside the kubeconfig if it is a relative path, and else in PATH.</summary>
    private static string? PathOf(string command, string folder, Func<string, string?> environment)
    {
        string[] endings = OperatingSystem.IsWindows() ? ["", ".exe", ".cmd", ".bat"] : [""];
        var folders = command.Length == 0 ? []
            : command.AsSpan().IndexOfAny('/', Path.DirectorySeparatorChar) >= 0 ? [folder]
            : (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathRooted);
        return folders.SelectMany(place => endings.Select(ending => Path.GetFullPath(command + ending, place))).FirstOrDefault(RegularFile.IsThere);
    }

    private static string Hint(Node exec) => exec.Text("installHint") is { Length: > 0 } hint ? $": {Quoted.Sentence(hint)}" : "";

    private static string Told(string version, Node.Mapping? cluster)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion", version);
            writer.WriteString("kind", "ExecCredential");
            writer.WriteStartObject("spec");
            writer.WriteBoolean("interactive", false);
            if (cluster is not null)
            {
                writer.WritePropertyName("cluster");
                JsonText.Write(writer, cluster, WriteScalar);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static void WriteScalar(Utf8JsonWriter writer, Node.Scalar scalar)
    {
        if (scalar.Kind is ScalarKind.Boolean or ScalarKind.Plain && scalar.Text is "true" or "false")
        {
            writer.WriteBooleanValue(scalar.Text == "true");
        }
        else
        {
            writer.WriteStringValue(scalar.Text);
        }
    }

    private static string Last(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "it says nothing";
}
