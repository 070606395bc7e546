using System.Text.Json;
using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>The emulator as a process of its own, out of its Release build, with its access log and its control port on.</summary>
internal static class EmulatorProxy
{
    private const string Build = "src/AlbEmulator/bin/Release/net10.0/alb";

    /// <summary>What a request has that an admission is about.</summary>
    public const string AdmissionHeader = "X-Admission";

    /// <summary>Null when the Release build is not there.</summary>
    /// <param name="stage">Where its files go.</param>
    /// <param name="targetPort">Of the one target.</param>
    /// <param name="environment"><c>NAME=VALUE</c>.</param>
    /// <param name="name">Tells its files from those of another emulator.</param>
    /// <param name="attributes">Of the target group.</param>
    /// <param name="certificate">Of an HTTPS listener; null for one of HTTP.</param>
    /// <param name="loadBalancerAttributes">Of the load balancer.</param>
    /// <param name="build">Another build's program.</param>
    /// <param name="admission">
    /// An action that says which requests with the <see cref="AdmissionHeader"/> may pass, before a rule forwards them; null for none.
    /// </param>
    public static Proxy? Define(
        Stage stage,
        int targetPort,
        IReadOnlyList<string> environment,
        string name = ProxyNames.Emulator,
        IReadOnlyDictionary<string, string>? attributes = null,
        ServerCertificate? certificate = null,
        IReadOnlyDictionary<string, string>? loadBalancerAttributes = null,
        string? build = null,
        object? admission = null)
    {
        if ((build ?? FindBuild()) is not { } program)
        {
            return null;
        }

        var port = LoopbackPort.Free();
        var topology = stage.Write(
            $"{name}.json",
            Topology(
                port,
                targetPort,
                attributes ?? new Dictionary<string, string>(),
                certificate,
                loadBalancerAttributes ?? new Dictionary<string, string>(),
                admission));
        var accessLog = stage.LogPathOf($"{name}-access.log");
        var settings = new Dictionary<string, string>
        {
            ["Alb__ControlUrl"] = $"http://127.0.0.1:{LoopbackPort.Free()}",
            ["Alb__DataDirectory"] = stage.PathOf($"{name}-data"),
            ["Alb__AccessLog"] = accessLog,
        };
        foreach (var setting in environment)
        {
            settings[setting[..setting.IndexOf('=')]] = setting[(setting.IndexOf('=') + 1)..];
        }

        return new Proxy(
            build is null ? ProxyNames.Emulator : name,
            port,
            new ProgramCommand(program, "run", topology) { Environment = settings, Output = stage.PathOf($"{name}.out") })
        {
            AccessLog = accessLog,
            IsTls = certificate is not null,
        };
    }

    public static string? FindBuild() => InRepository(Build) is var program && File.Exists(program) ? program : null;

    /// <summary>The full path of a file of the repository that this program was built in.</summary>
    public static string InRepository(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AlbEmulator.sln")))
            {
                return Path.Combine(folder.FullName, path);
            }
        }

        throw new NoAnswerException("The repository of the emulator is not above this program.");
    }

    /// <summary>Rules that every request is tried against, and none matches: the default action forwards.</summary>
    private static string Topology(
        int port,
        int targetPort,
        IReadOnlyDictionary<string, string> attributes,
        ServerCertificate? certificate,
        IReadOnlyDictionary<string, string> loadBalancerAttributes,
        object? admission)
    {
        object[] forward = [new { Type = "forward", TargetGroupArn = "web" }];
        var rules = Enumerable.Range(1, 10).Select(priority => (object)new
        {
            Priority = priority,
            Conditions = new[] { new { Field = "path-pattern", Values = new[] { $"/service-{priority}/*" } } },
            Actions = forward,
        });
        if (admission is not null)
        {
            rules = rules.Append(new
            {
                Priority = 11,
                Conditions = new[] { new { Field = "http-header", HttpHeaderConfig = new { HttpHeaderName = AdmissionHeader, Values = new[] { "*" } } } },
                Actions = (object[])[admission, .. forward],
            });
        }

        return JsonSerializer.Serialize(new
        {
            LoadBalancers = new[]
            {
                new
                {
                    Name = "benchmark",
                    Attributes = loadBalancerAttributes,
                    Listeners = new[] { Listener(port, forward, rules, certificate) },
                },
            },
            TargetGroups = new[]
            {
                new { Name = "web", Targets = new[] { new { Id = "127.0.0.1", Port = targetPort } }, Attributes = attributes },
            },
        });
    }

    /// <summary>TLS 1.3, as plain YARP has it.</summary>
    private static object Listener(int port, object[] forward, object rules, ServerCertificate? certificate) =>
        certificate is null
            ? new { Port = port, Protocol = "HTTP", DefaultActions = forward, Rules = rules }
            : new
            {
                Port = port,
                Protocol = "HTTPS",
                SslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06",
                Certificates = new[] { new { CertificateFile = certificate.File, certificate.KeyFile } },
                DefaultActions = forward,
                Rules = rules,
            };
}
