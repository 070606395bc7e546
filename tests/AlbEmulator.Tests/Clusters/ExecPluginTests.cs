using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Clusters.Access;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Clusters;

/// <summary>Programs that get what is shown to a cluster.</summary>
public sealed class ExecPluginTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new(TimeProvider.System.GetUtcNow());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Token_is_kept_until_it_ends()
    {
        Plugin("""echo x >> "$FOLDER/runs"; echo "{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{\"token\":\"t$(wc -l < "$FOLDER/runs" | tr -d ' ')\",\"expirationTimestamp\":\"$END\"}}" """);
        var end = _time.GetUtcNow() + TimeSpan.FromMinutes(15);
        using var credentials = Credentials($"env: [{{ name: FOLDER, value: '{_folder.Path}' }}, {{ name: END, value: '{end:yyyy-MM-ddTHH:mm:ssZ}' }}]");

        Assert.Equal("Bearer t1", (await credentials.GetAsync(default)).Authorization);
        _time.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal("Bearer t1", (await credentials.GetAsync(default)).Authorization);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Bearer t2", (await credentials.GetAsync(default)).Authorization);

        // One that has already ended when it comes is taken for a while: the program is not run for each request.
        Assert.Equal("Bearer t2", (await credentials.GetAsync(default)).Authorization);
    }

    [Fact]
    public async Task Program_gets_its_arguments_and_variables_and_is_told_of_the_cluster()
    {
        Plugin("""printf '%s\n' "$#" "$1" "$2" "$HINT" "$KUBERNETES_EXEC_INFO" > "$FOLDER/told"; cat >> "$FOLDER/told"; echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t"}}'""");
        using var credentials = Credentials($"args: ['a b', 7], provideClusterInfo: true, env: [{{ name: FOLDER, value: '{_folder.Path}' }}, {{ name: HINT, value: x }}]");
        await credentials.GetAsync(default);

        Assert.Equal(
            [
                "2", "a b", "7", "x",
                """{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","spec":{"interactive":false,"cluster":{"server":"https://a","insecure-skip-tls-verify":true,"config":{"audience":"me"}}}}""",
            ],
            File.ReadAllLines(_folder.File("told")));
    }

    [Fact]
    public async Task Program_may_get_a_certificate()
    {
        using var authority = new Authority("CN=authority");
        using var client = authority.Issue("CN=me");
        var (pem, key) = (client.ExportCertificatePem().ReplaceLineEndings("\\n"), client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem().ReplaceLineEndings("\\n"));
        _folder.Write("answer", $$$"""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"clientCertificateData":"{{{pem}}}","clientKeyData":"{{{key}}}"}}""");
        Plugin($"cat {_folder.File("answer")}");
        using var credentials = Credentials();

        var credential = await credentials.GetAsync(default);

        Assert.Equal(client.Thumbprint, credential.Certificate!.Thumbprint);
        Assert.Null(credential.Authorization);
    }

    [Theory]
    [InlineData("echo one >&2; echo 'no login: s' >&2; exit 3", "ended with 3: no login: s")]
    [InlineData("exit 1", "ended with 1: it says nothing")]
    [InlineData("echo s3cret", "says no ExecCredential of client.authentication.k8s.io/v1 with a token or a certificate")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"s3cret"}}'""", "says no ExecCredential of client.authentication.k8s.io/v1 with a token or a certificate")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":null}'""", "says no ExecCredential of client.authentication.k8s.io/v1 with a token or a certificate")]
    [InlineData("head -c 2000000 /dev/zero", "could not be run: the answer has more than 1048576 bytes")]
    public async Task Program_that_gets_nothing_is_told_without_what_it_said(string script, string told)
    {
        Plugin(script);
        using var credentials = Credentials();

        var thrown = await Assert.ThrowsAsync<AccessException>(() => credentials.GetAsync(default));

        Assert.Equal($"{_folder.File("config")}: user \"a\": the program \"{_folder.File("plugin")}\" of exec {told}", thrown.Message.Replace("…", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Program_that_fails_is_not_run_for_everybody_who_asks()
    {
        Plugin("""echo x >> "$FOLDER/runs"; exit 1""");
        using var credentials = Credentials($"env: [{{ name: FOLDER, value: '{_folder.Path}' }}]");

        await Assert.ThrowsAsync<AccessException>(() => Task.WhenAll(Enumerable.Range(0, 5).Select(_ => credentials.GetAsync(default))));
        Assert.Single(File.ReadAllLines(_folder.File("runs")));

        _time.Advance(AlbEmulator.Clusters.Access.Credentials.Least);
        await Assert.ThrowsAsync<AccessException>(() => credentials.GetAsync(default));
        Assert.Equal(2, File.ReadAllLines(_folder.File("runs")).Length);
    }

    [Fact]
    public async Task Program_that_does_not_end_is_ended_with_who_asked()
    {
        Plugin("""echo $$ > "$FOLDER/running"; exec sleep 1000""");
        using var credentials = Credentials($"env: [{{ name: FOLDER, value: '{_folder.Path}' }}]");
        using var end = new CancellationTokenSource();
        var asking = credentials.GetAsync(end.Token);
        await Patience.UntilAsync("the program to run", () => File.Exists(_folder.File("running")) && File.ReadAllText(_folder.File("running")).EndsWith('\n'));
        var process = File.ReadAllText(_folder.File("running")).Trim();

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await Patience.UntilAsync("the program to end", () => !Directory.Exists($"/proc/{process}"));
    }

    private void Plugin(string script)
    {
        _folder.Write("plugin", $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder.File("plugin"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
    }

    private Credentials Credentials(string exec = "")
    {
        var config = _folder.Write(
            "config",
            $$"""
            current-context: a
            contexts: [{ name: a, context: { cluster: a, user: a } }]
            clusters:
              - name: a
                cluster:
                  server: https://a
                  insecure-skip-tls-verify: true
                  extensions: [{ name: client.authentication.k8s.io/exec, extension: { audience: me } }]
            users: [{ name: a, user: { exec: { apiVersion: client.authentication.k8s.io/v1, command: ./plugin, {{exec}} } } }]
            """);
        var access = new AccessReader(name => name == "KUBECONFIG" ? config : Environment.GetEnvironmentVariable(name), _time).Read("kubernetes://");
        return new Credentials(access.Credentials, _time);
    }
}
