using System.Security.Cryptography.X509Certificates;
using AlbEmulator.Clusters.Access;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Clusters;

/// <summary>Where a cluster is, as kubectl finds it.</summary>
public sealed class AccessTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Context_that_is_named_is_taken_and_else_the_current_one()
    {
        Kubeconfig("config", Config("a", "https://a.example.com:6443"), Config("arn:aws:eks:eu-west-1:1:cluster/b", "http://b/k8s/clusters/c"));

        Assert.Equal("https://a.example.com:6443/", Read("kubernetes://").Server.ToString());
        var other = Read("kubernetes://arn:aws:eks:eu-west-1:1:cluster/b");
        Assert.Equal("http://b/k8s/clusters/c/", other.Server.ToString());
        Assert.Equal("Bearer token-of-arn:aws:eks:eu-west-1:1:cluster/b", (await other.Credentials(default)).Authorization);
        Assert.Equal("space", other.Namespace);
    }

    [Fact]
    public void Files_of_KUBECONFIG_are_put_together_and_those_that_are_not_there_left_out()
    {
        _folder.Write("first", "current-context: b\ncontexts:\n- { name: a, context: { cluster: a } }\n");
        _folder.Write("empty", "\n");
        Kubeconfig("second", Config("a", "https://a"), Config("b", "https://b"));
        _variables["KUBECONFIG"] = string.Join(Path.PathSeparator, "", _folder.File("missing"), _folder.File("first"), _folder.File("empty"), _folder.File("second"));

        Assert.Equal("https://b/", Read("kubernetes://").Server.ToString());

        // Of two that are called the same the first counts.
        Assert.Equal("", Read("kubernetes://a").Namespace);
    }

    [Fact]
    public void Without_KUBECONFIG_the_file_of_the_home_is_read()
    {
        Kubeconfig(Path.Combine(".kube", "config"), Config("a", "https://a"));
        _variables.Clear();
        _variables["HOME"] = _folder.Path;

        Assert.Equal("https://a/", Read("kubernetes://").Server.ToString());
    }

    [Fact]
    public async Task Files_are_found_beside_the_kubeconfig_that_names_them()
    {
        using var authority = new Authority("CN=authority");
        using var client = authority.Issue("CN=me");
        _folder.Write("pki/client.pem", client.ExportCertificatePem());
        _folder.Write("pki/client.key", client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _folder.Write("ca.pem", authority.Certificate.ExportCertificatePem() + "\n" + client.ExportCertificatePem());
        Kubeconfig("config", Config("a", "https://a", "client-certificate: pki/client.pem, client-key: pki/client.key", "certificate-authority: ca.pem"));

        var access = Read("kubernetes://");

        Assert.Equal(2, access.Authorities!.Count);
        Assert.Equal(client.Thumbprint, (await access.Credentials(default)).Certificate!.Thumbprint);
    }

    [Fact]
    public async Task File_of_a_token_is_read_again_after_a_while()
    {
        _folder.Write("token", "one\n");
        Kubeconfig("config", Config("a", "https://a", "tokenFile: token"));
        using var credentials = new Credentials(Read("kubernetes://").Credentials, _time);
        Assert.Equal("Bearer one", (await credentials.GetAsync(default)).Authorization);

        _folder.Write("token", "two");
        Assert.Equal("Bearer one", (await credentials.GetAsync(default)).Authorization);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Bearer two", (await credentials.GetAsync(default)).Authorization);
    }

    [Fact]
    public async Task Token_that_is_refused_is_read_again_but_not_all_the_time()
    {
        Kubeconfig("config", Config("a", "https://a", "token: old"));
        using var credentials = new Credentials(Read("kubernetes://").Credentials, _time);
        var old = await credentials.GetAsync(default);
        Kubeconfig("config", Config("a", "https://a", "token: new"));

        Assert.Same(old, await credentials.RenewAsync(old, default));
        _time.Advance(Credentials.Least);
        var renewed = await credentials.RenewAsync(old, default);
        Assert.Equal("Bearer new", renewed.Authorization);
        Assert.Same(renewed, await credentials.RenewAsync(old, default));
    }

    [Fact]
    public async Task User_may_have_a_password_or_nothing_and_may_want_to_be_taken_for_another()
    {
        Kubeconfig(
            "config",
            Config("a", "https://a", "username: me, password: 'p:w'"),
            Config("b", "https://b", "as: you, as-uid: u, as-groups: [g], as-user-extra: { 'a/b': [c] }"));

        Assert.Equal("Basic bWU6cDp3", (await Read("kubernetes://a").Credentials(default)).Authorization);
        var other = Read("kubernetes://b");
        Assert.Null((await other.Credentials(default)).Authorization);
        Assert.Equal(
            [("Impersonate-User", "you"), ("Impersonate-Uid", "u"), ("Impersonate-Group", "g"), ("Impersonate-Extra-a%2Fb", "c")],
            other.Headers);
    }

    [Fact]
    public async Task Pod_is_its_service_account()
    {
        using var authority = new Authority("CN=authority");
        _folder.Write("account/token", "abc");
        _folder.Write("account/namespace", "shop\n");
        _folder.Write("account/ca.crt", authority.Certificate.ExportCertificatePem());
        _variables["KUBERNETES_SERVICE_HOST"] = "fd00::1";
        _variables["KUBERNETES_SERVICE_PORT"] = "6443";

        var access = Read("kubernetes://");

        Assert.Equal(("https://[fd00::1]:6443/", "shop", true), (access.Server.ToString(), access.Namespace, access.IsPod));
        Assert.Equal("Bearer abc", (await access.Credentials(default)).Authorization);
        Assert.Single(access.Authorities!);
    }

    [Theory]
    [InlineData("kubernetes://", "", "there is no kubeconfig: write ~/.kube/config, or name a file in KUBECONFIG; in a pod its service account is taken, and this is none")]
    [InlineData("kubernetes://a", "", "there is no kubeconfig: write ~/.kube/config, or name a file in KUBECONFIG")]
    [InlineData("kubernetes://", "{}", "FILE has no current context: name one, as in kubernetes://CONTEXT")]
    [InlineData("kubernetes://c", "contexts: [{ name: a }, { name: b }]", "\"c\" is no context of FILE: there are \"a\", \"b\"")]
    [InlineData("kubernetes://a", "contexts: [{ name: a, context: { cluster: x } }]", "FILE: context \"a\": the cluster \"x\" is not there")]
    [InlineData("kubernetes://a", "contexts: [{ name: a, context: { cluster: x } }]\nclusters: [{ name: x, cluster: { server: 'ftp://x' } }]", "FILE: cluster \"x\": the server \"ftp://x\" is no URL of https or http")]
    [InlineData("kubernetes://a", "contexts: [{ name: a, context: { cluster: x } }]\nclusters: [{ name: x, cluster: { server: 'https://x', certificate-authority-data: '%' } }]", "FILE: cluster \"x\": certificate-authority-data is not base64")]
    [InlineData("kubernetes://a", "contexts: [{ name: a, context: { cluster: x } }]\nclusters: [{ name: x, cluster: { server: 'https://x', certificate-authority-data: 'eA==' } }]", "FILE: cluster \"x\": certificate-authority holds no certificate (PEM)")]
    [InlineData("kubernetes://a", "contexts: [{ name: a, context: { cluster: x } }]\nclusters: [{ name: x, cluster: { server: 'https://x', certificate-authority: none.pem } }]", "FILE: cluster \"x\": certificate-authority \"FOLDER/none.pem\" there is no such file")]
    [InlineData("kubernetes://a", "contexts: [{ name: a, context: { cluster: x } }]\nclusters: [{ name: x, cluster: { server: 'https://x', proxy-url: 'ssh://x' } }]", "FILE: cluster \"x\": proxy-url is no URL of http, https or socks5")]
    [InlineData("kubernetes://a", "contexts: [{ name: a, context: { cluster: x, user: u } }]\nclusters: [{ name: x, cluster: { server: 'https://x' } }]", "FILE: context \"a\": the user \"u\" is not there")]
    [InlineData("kubernetes://a", "- not: [a, kubeconfig", "FILE:1: is not YAML that can be read")]
    public void What_is_no_way_to_a_cluster_is_told_with_what_to_write(string name, string config, string told)
    {
        if (config.Length > 0)
        {
            _variables["KUBECONFIG"] = _folder.Write("config", config);
        }

        AssertTold(told, name);
    }

    [Theory]
    [InlineData("token: \"a\\nb\"", "FILE: user \"a\": the token is empty, or holds what no token can")]
    [InlineData("auth-provider: { name: gcp }", "FILE: user \"a\": auth-provider \"gcp\" is no longer known to kubectl either: log in again, so that a plugin (exec) stands in its place")]
    [InlineData("client-certificate-data: eA==", "FILE: user \"a\": client-certificate and client-key go together, and one is missing")]
    [InlineData("client-certificate-data: eA==, client-key-data: eA==", "FILE: user \"a\": client-certificate and client-key are no pair in PEM, or the key has a password")]
    [InlineData("exec: { apiVersion: client.authentication.k8s.io/v1alpha1 }", "FILE: user \"a\": exec has the apiVersion \"client.authentication.k8s.io/v1alpha1\", and client.authentication.k8s.io/v1 and client.authentication.k8s.io/v1beta1 are known")]
    [InlineData("exec: { apiVersion: client.authentication.k8s.io/v1, command: none-such, installHint: 'get it' }", "FILE: user \"a\": the program \"none-such\" of exec is not there: get it")]
    [InlineData("exec: { apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: Always }", "FILE: user \"a\": exec wants to ask on a terminal (interactiveMode: Always), which the emulator does not lend: log in with kubectl first, or name a context whose plugin asks nothing")]
    [InlineData("as: a, as-groups: [g, h]", "FILE: user \"a\": Impersonate-Group is wanted twice, and can be sent once: name one")]
    [InlineData("as: \"a\\nb\"", "FILE: user \"a\": Impersonate-User holds a line break")]
    public void User_that_cannot_be_shown_is_told(string user, string told)
    {
        Kubeconfig("config", Config("a", "https://a", user));

        AssertTold(told, "kubernetes://a");
    }

    private void AssertTold(string told, string name) => Assert.Equal(
        told.Replace("FILE", _folder.File("config"), StringComparison.Ordinal).Replace("FOLDER", _folder.Path, StringComparison.Ordinal),
        Assert.Throws<AccessException>(() => Read(name)).Message);

    private ClusterAccess Read(string name) => new AccessReader(_variables.GetValueOrDefault, _time, _folder.File("account")).Read(name);

    private void Kubeconfig(string file, params (string Name, string Context, string Cluster, string User)[] contexts) => _variables["KUBECONFIG"] = _folder.Write(
        file,
        $"""
        current-context: "{contexts[0].Name}"
        contexts: [{string.Join(", ", contexts.Select(context => context.Context))}]
        clusters: [{string.Join(", ", contexts.Select(context => context.Cluster))}]
        users: [{string.Join(", ", contexts.Select(context => context.User))}]
        """);

    private static (string Name, string Context, string Cluster, string User) Config(string name, string server, string? user = null, string cluster = "") => (
        name,
        $"{{ name: \"{name}\", context: {{ cluster: \"{name}\", user: \"{name}\", namespace: space }} }}",
        $"{{ name: \"{name}\", cluster: {{ server: \"{server}\", {cluster} }} }}",
        $"{{ name: \"{name}\", user: {{ {user ?? $"token: \"token-of-{name}\""} }} }}");
}
