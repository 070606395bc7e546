using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.ElbV2.Resources;
using AlbEmulator.Etcd;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using Etcdserverpb;
using Google.Protobuf;

namespace AlbEmulator.Tests.Stores;

/// <summary>An etcd that does not let everybody in.</summary>
public sealed class EtcdAccessTests : EndedTests
{
    private readonly TempFolder _folder = new();
    private EtcdServer? _etcd;

    public override async ValueTask DisposeAsync()
    {
        if (_etcd is not null)
        {
            await _etcd.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Etcd_is_asked_over_TLS_and_knows_its_client()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        using var authority = new Authority("CN=etcd of a test");
        _folder.Write("ca.pem", authority.Certificate.ExportCertificatePem());
        Issue(authority, "server");
        Issue(authority, "client");
        _etcd = await EtcdServer.StartAsync(
            1, isTls: true, "--cert-file", _folder.File("server.pem"), "--key-file", _folder.File("server.key"), "--trusted-ca-file", _folder.File("ca.pem"), "--client-cert-auth");
        await Patience.UntilAsync("etcd to listen", async () => await ListensAsync() ? _etcd : null, Patience.Program);

        var known = new EtcdSettings
        {
            Tls = true,
            AuthorityFile = _folder.File("ca.pem"),
            CertificateFile = _folder.File("client.pem"),
            KeyFile = _folder.File("client.key"),
        };
        AssertKeeps(known);
        Assert.NotNull(Problem(new EtcdSettings { Tls = true, AuthorityFile = known.AuthorityFile }));
        Assert.NotNull(Problem(new EtcdSettings { Tls = true, CertificateFile = known.CertificateFile, KeyFile = known.KeyFile }));
        Assert.NotNull(Problem(new EtcdSettings()));
    }

    [Fact]
    public async Task Etcd_with_users_is_asked_as_one_of_them()
    {
        if (!EtcdServer.IsHere)
        {
            return;
        }

        _etcd = await EtcdServer.StartAsync();
        using (var member = new EtcdMember(new("127.0.0.1", _etcd.PortOf(0)), null))
        {
            var users = member.Users;
            await users.UserAddAsync(new AuthUserAddRequest { Name = "root", Password = "of all" });
            await users.RoleAddAsync(new AuthRoleAddRequest { Name = "root" });
            await users.UserGrantRoleAsync(new AuthUserGrantRoleRequest { User = "root", Role = "root" });
            await users.RoleAddAsync(new AuthRoleAddRequest { Name = "node" });
            await users.RoleGrantPermissionAsync(new AuthRoleGrantPermissionRequest
            {
                Name = "node",
                Perm = new() { PermType = Authpb.Permission.Types.Type.Readwrite, Key = ByteString.CopyFromUtf8("alb/"), RangeEnd = ByteString.CopyFromUtf8("alb0") },
            });
            await users.UserAddAsync(new AuthUserAddRequest { Name = "node", Password = "of a node" });
            await users.UserGrantRoleAsync(new AuthUserGrantRoleRequest { User = "node", Role = "node" });
            await users.AuthEnableAsync(new AuthEnableRequest());
        }

        AssertKeeps(new EtcdSettings { User = "node", Password = "of a node" });
        Assert.Contains("authentication failed", Problem(new EtcdSettings { User = "node", Password = "guessed" }), StringComparison.Ordinal);
        Assert.DoesNotContain("guessed", Problem(new EtcdSettings { User = "node", Password = "guessed" }), StringComparison.Ordinal);
        Assert.Contains("user name is empty", Problem(new EtcdSettings()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "", "", "")]
    [InlineData("http://127.0.0.1:2379/alb", "", "", "", "begins with none of the stores there are")]
    [InlineData("etcd://127.0.0.1:2379", "", "", "", "has no prefix of keys")]
    [InlineData("etcd://127.0.0.1:2379/a b", "", "", "", "has no prefix of keys")]
    [InlineData("etcd://127.0.0.1/alb", "", "", "", "names \"127.0.0.1\", which is no HOST:PORT")]
    [InlineData("etcd://me:secret@127.0.0.1:2379/alb", "", "", "", "which is no HOST:PORT")]
    [InlineData("etcd://127.0.0.1:1,,127.0.0.1:2/alb", "", "", "", "names \"\", which is no HOST:PORT")]
    [InlineData("etcd://[::1]:2379/alb", "", "", "", "")]
    [InlineData("etcd://a:1,b:2/alb/two", "me", "", "", "Alb:Etcd:User and Alb:Etcd:Password go together")]
    [InlineData("etcd://a:1/alb", "", "x.pem", "", "Alb:Etcd names certificates, and Alb:Etcd:Tls is false")]
    [InlineData("etcd://a:1/alb", "", "", "not an address", "Alb:NodeAddress takes an IP address")]
    [InlineData("", "", "", "10.0.0.1", "Alb:Store names none")]
    public void What_is_wrong_with_the_settings_is_told(string store, string user, string certificate, string address, string told)
    {
        var settings = new AlbSettings { Store = store, NodeAddress = address };
        (settings.Etcd.User, settings.Etcd.CertificateFile) = (user, certificate);
        var problems = string.Join('\n', AlbEmulator.Commands.SettingsRules.Check(settings));
        if (told.Length == 0)
        {
            Assert.Equal("", problems);
        }
        else
        {
            Assert.Contains(told, problems, StringComparison.Ordinal);
        }
    }

    private void AssertKeeps(EtcdSettings settings)
    {
        using (var store = Open(settings))
        {
            StoreStage.Log(store).Write(SampleState.State(), store.Revision);
        }

        using var other = Open(settings);
        StateFiles.AssertSame(SampleState.State(), (StoreStage.Log(other).Kept, null));
    }

    /// <summary>Why it cannot be asked.</summary>
    private string? Problem(EtcdSettings settings)
    {
        using var store = Open(settings);
        Assert.Same(ElbV2State.Empty, ElbV2Disk.LogOf(store).Read().State);
        return store.Problem;
    }

    private EtcdStore Open(EtcdSettings etcd)
    {
        var settings = new AlbSettings { DataDirectory = _folder.File(Guid.NewGuid().ToString("n")), Store = _etcd!.Store, Etcd = etcd };
        var (tls, problem) = EtcdTls.Of(etcd);
        Assert.Null(problem);
        return new(EtcdAddress.Read(settings.Store).Address!, tls, settings);
    }

    private async Task<bool> ListensAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, _etcd!.PortOf(0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Etcd asks itself too, as a client.</summary>
    private void Issue(Authority authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new(Authority.ClientPurpose)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(authority.Certificate, now.AddDays(-1), now.AddDays(20), [1, (byte)name.Length, 7]);
        _folder.Write($"{name}.pem", certificate.ExportCertificatePem());
        _folder.Write($"{name}.key", key.ExportPkcs8PrivateKeyPem());
    }
}
