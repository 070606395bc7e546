using System.Net;
using System.Xml.Linq;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>S3 and EC2 that do not answer hold up the call that needs them, for a while, and nobody else.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class HungEndpointsTests : EndedTests
{
    private const string Instance = "i-0123456789abcdef0";

    private readonly ScriptedTarget _endpoint = ScriptedTarget.Start(Reply.Silence);
    private readonly Authority _authority = new("CN=clients");
    private readonly ManualTime _time = new();

    public override async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        _authority.Dispose();
    }

    public static TheoryData<string, string> Hung
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var call in new[] { "CreateTrustStore", "ModifyTrustStore", "AddTrustStoreRevocations", "RegisterTargets" })
            {
                data.Add(call, "silent");
                data.Add(call, "slow");
                data.Add(call, "endless");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Hung))]
    public async Task Call_waits_for_a_while_and_is_answered_with_words_and_others_are_answered_meanwhile(string call, string kind)
    {
        await using var emulator = await StartAsync(services => services.AddSingleton<TimeProvider>(_time));
        using var api = new ElbV2Client(emulator.Control);
        var parameters = await ParametersAsync(api, call);
        var before = _endpoint.Requests.Count;
        var release = Become(kind);

        var hung = api.CallAsync(call, parameters);
        await _endpoint.WaitForRequestsAsync(before + 1);
        await api.CreateTargetGroupAsync("meanwhile", 80);
        Assert.False(hung.IsCompleted);
        if (kind == "endless")
        {
            release();
        }
        else
        {
            _time.Advance(Fetches.Patience);
        }

        var (status, answer) = await hung;
        Assert.Equal(HttpStatusCode.BadRequest, status);
        var (code, beginning) = call switch
        {
            "AddTrustStoreRevocations" => ("RevocationContentNotFound", "The specified revocation file does not exist: "),
            "RegisterTargets" => ("InvalidTarget", $"The following targets are not in a running state and cannot be registered: '{Instance}': "),
            _ => ("CaCertificatesBundleNotFound", "The specified ca certificate bundle does not exist: "),
        };
        Assert.Equal(code, ElbV2Client.First(answer, "Code"));
        var message = ElbV2Client.First(answer, "Message");
        Assert.StartsWith(beginning, message, StringComparison.Ordinal);
        Assert.Contains(
            kind == "endless" ? "more than" : $"http://127.0.0.1:{_endpoint.Port} was asked for ", message, StringComparison.Ordinal);
        Assert.Equal(kind != "endless", message.EndsWith(": there was no whole answer within 20 seconds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Files_are_edited_and_the_end_comes_at_once_while_a_call_waits()
    {
        await using var emulator = await StartAsync(null, ("Alb:ShutdownTimeoutSeconds", "3600"));
        using var api = new ElbV2Client(emulator.Control);
        var hung = api.CallAsync("CreateTrustStore", await ParametersAsync(api, "CreateTrustStore"));
        await _endpoint.WaitForRequestsAsync(1);

        await emulator.RewriteTopologyAsync(ElbV2Stage.Topology());

        await emulator.DisposeAsync();
        var (_, answer) = await hung;
        Assert.EndsWith(": the emulator ends", ElbV2Client.First(answer, "Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_call_took_meanwhile_is_refused_when_the_answer_comes()
    {
        await using var emulator = await StartAsync(null);
        using var api = new ElbV2Client(emulator.Control);
        var released = new TaskCompletionSource();
        var bundle = _authority.Certificate.ExportCertificatePem();
        _endpoint.Next(Held(released.Task, bundle)).Otherwise = Reply.Ok(bundle);
        var parameters = await ParametersAsync(api, "CreateTrustStore");
        var first = api.CallAsync("CreateTrustStore", parameters);
        await _endpoint.WaitForRequestsAsync(1);

        await api.DoAsync("CreateTrustStore", parameters);
        released.SetResult();

        Assert.Equal("DuplicateTrustStoreName", ElbV2Client.First((await first).Answer, "Code"));
    }

    [Fact]
    public async Task Many_instances_are_asked_for_together()
    {
        await using var emulator = await StartAsync(services => services.AddSingleton<TimeProvider>(_time));
        using var api = new ElbV2Client(emulator.Control);
        var group = await GroupOfInstancesAsync(api);

        var hung = api.CallAsync(
            "RegisterTargets",
            [("TargetGroupArn", group), .. Enumerable.Range(1, 8).Select(i => ($"Targets.member.{i}.Id", $"i-0000000{i}"))]);
        await _endpoint.WaitForRequestsAsync(8);
        _time.Advance(Fetches.Patience);

        Assert.Contains("'i-00000001'", ElbV2Client.First((await hung).Answer, "Message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("folder")]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task Store_of_logs_that_hangs_holds_up_the_end_for_some_seconds_at_most(string store)
    {
        using var folder = new TempFolder();
        if (store == "folder")
        {
            // What opens it to write waits until somebody reads: as a folder of a server that is gone.
            Directory.CreateDirectory(folder.File("s3/.incoming"));
            if (!Programs.Have("mkfifo") || (await Programs.RunAsync("mkfifo", [folder.File("s3/.incoming/ELBAccessLogTestFile.part")])).ExitCode != 0)
            {
                return;
            }
        }

        await using var emulator = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take())
                .Attribute("access_logs.s3.enabled", "true")
                .Attribute("access_logs.s3.bucket", "my-logs"),
            ("Alb:LogStore", store == "folder" ? folder.File("s3") : $"http://127.0.0.1:{_endpoint.Port}"));
        if (store == "http")
        {
            await _endpoint.WaitForRequestsAsync(1);
        }

        await emulator.TerminateAsync();

        Assert.Equal(0, await emulator.WaitForExitAsync());
    }

    /// <summary>Answers in two pieces, the second when it is told to.</summary>
    private static Reply Held(Task released, string body) => new(async (connection, _) =>
    {
        await released;
        await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        return true;
    });

    private static async Task<string> GroupOfInstancesAsync(ElbV2Client api) => ElbV2Client.First(
        await api.DoAsync(
            "CreateTargetGroup",
            ("Name", "machines"), ("Protocol", "HTTP"), ("Port", "80"), ("VpcId", "vpc-0a1b2c3d"), ("TargetType", "instance")),
        "TargetGroupArn");

    private Task<HostedEmulator> StartAsync(Action<IServiceCollection>? replace, params (string, string)[] settings) =>
        HostedEmulator.StartAsync(
            ElbV2Stage.Topology(),
            replace,
            [
                ("Alb:LogStore", $"http://127.0.0.1:{_endpoint.Port}"),
                ("Alb:Ec2Endpoint", $"http://127.0.0.1:{_endpoint.Port}"),
                .. settings,
            ]);

    /// <summary>What the endpoint does from now on; gives what has it send without end.</summary>
    private Action Become(string kind)
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n<?xml version=\"1.0\"?><a>";
        _endpoint.Otherwise = kind switch
        {
            "silent" => Reply.Silence,
            "slow" => new(async (connection, _) =>
            {
                await connection.SendAsync(Head);
                while (true)
                {
                    await connection.SendAsync("x");
                    await Task.Delay(100, connection.Ended);
                }
            }),
            _ => new(async (connection, _) =>
            {
                await connection.SendAsync(Head);
                await released.Task;
                while (true)
                {
                    await connection.SendAsync(new string('x', 64 * 1024));
                }
            }),
        };
        return released.SetResult;
    }

    /// <summary>Those of a call, once there is what it is about.</summary>
    private async Task<(string, string)[]> ParametersAsync(ElbV2Client api, string call)
    {
        (string, string)[] bundle = [("CaCertificatesBundleS3Bucket", "bundles"), ("CaCertificatesBundleS3Key", "ca.pem")];
        switch (call)
        {
            case "CreateTrustStore":
                return [("Name", "clients"), .. bundle];
            case "RegisterTargets":
                return [("TargetGroupArn", await GroupOfInstancesAsync(api)), ("Targets.member.1.Id", Instance)];
            default:
                _endpoint.Next(Reply.Ok(_authority.Certificate.ExportCertificatePem()));
                XElement created = await api.DoAsync("CreateTrustStore", [("Name", "clients"), .. bundle]);
                var store = ("TrustStoreArn", ElbV2Client.First(created, "TrustStoreArn"));
                return call == "ModifyTrustStore"
                    ? [store, .. bundle]
                    : [store, ("RevocationContents.member.1.S3Bucket", "bundles"), ("RevocationContents.member.1.S3Key", "list.crl")];
        }
    }
}
