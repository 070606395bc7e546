using System.Diagnostics;
using System.Text;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Scale;

/// <summary>
/// Ingresses of Kubernetes with four paths each, twenty in a group, and their Services and EndpointSlices in one file: start, and
/// from an edit of one of them to the first answer by the new rule. Or the same objects in a cluster, which tells of the edit.
/// </summary>
internal static class ManifestScale
{
    private const int InGroup = 20;
    private const string Name = "manifests.yaml";

    /// <summary>Milliseconds: of the start more than one with a single Ingress, and of an edit.</summary>
    private const double MostStart = 1000;

    /// <inheritdoc cref="MostStart"/>
    private const double MostEdit = 50;

    private const string Ingress = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: appNUMBER
          namespace: team
          annotations:
            alb.ingress.kubernetes.io/group.name: gGROUP
            alb.ingress.kubernetes.io/listen-ports: '[{"HTTP": PORT}]'
            alb.ingress.kubernetes.io/target-type: ip
            alb.ingress.kubernetes.io/actions.look: '{"type": "fixed-response", "fixedResponseConfig": {"statusCode": "200", "messageBody": "ANSWER"}}'
        spec:
          ingressClassName: alb
          rules:
            - { HOSThttp: { paths: [
                { path: /look, pathType: Exact, backend: { service: { name: look, port: { name: use-annotation } } } },
                { path: /a, pathType: Prefix, backend: { service: { name: aNUMBER, port: { number: 80 } } } },
                { path: /b, pathType: Prefix, backend: { service: { name: bNUMBER, port: { number: 80 } } } },
                { path: /c, pathType: Prefix, backend: { service: { name: aNUMBER, port: { number: 80 } } } }] } }

        """;

    private const string Service = """
        ---
        apiVersion: v1
        kind: Service
        metadata: { name: NAME, namespace: team }
        spec: { ports: [{ port: 80, targetPort: 8080 }] }
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: { name: NAME, namespace: team, labels: { kubernetes.io/service-name: NAME } }
        ports: [{ port: PORT }]
        endpoints: [{ addresses: [127.0.0.1], targetRef: { kind: Pod, name: p } }]

        """;

    public static async Task<int> Run(string? program, int ingresses, int edits, bool isCluster, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        program ??= EmulatorProxy.FindBuild() ?? throw new NoAnswerException("The Release build of the emulator is not there: dotnet build -c Release.");
        using var target = new LookTarget();
        var (least, _, _, _) = await Measure(program, 1, 0, isCluster, target.Port, cancelled);
        var (start, times, cpu, memory) = await Measure(program, ingresses, edits, isCluster, target.Port, cancelled);
        var table = new Table("Ingresses", "rules", "start ms", "more than with one", "edit median ms", "edit max ms", "CPU ms/edit", "MB");
        table.Add(
            $"{ingresses}", $"{4 * ingresses}", $"{start:F0}", $"{start - least:F0}", $"{Percentile.Median(times):F1}", $"{times[^1]:F1}", $"{cpu:F1}", $"{memory}");
        table.Print(Console.Out);
        return start - least < MostStart && Percentile.Median(times) < MostEdit ? 0 : 1;
    }

    private static async Task<(double Start, double[] Edits, double Cpu, long Memory)> Measure(
        string program, int ingresses, int edits, bool isCluster, int target, CancellationToken cancelled)
    {
        using var stage = new Stage();
        using var clients = new HttpClient();
        var port = PortRange.Free((ingresses / InGroup) + 1);
        var manifests = Manifests(ingresses, port, target, "0");
        stage.Write(Name, manifests);
        await using var cluster = new ManifestCluster(manifests);
        stage.Write("config", cluster.Config);
        await cluster.Start();
        var started = Stopwatch.GetTimestamp();
        var process = stage.Start(new ProgramCommand(program, ["run", isCluster ? "kubernetes://" : stage.PathOf(Name)])
        {
            Environment = new Dictionary<string, string>
            {
                ["Alb__ControlUrl"] = "",
                ["KUBECONFIG"] = stage.PathOf("config"),
                ["Alb__DataDirectory"] = stage.PathOf("data"),
            },
            Output = stage.PathOf("emulator.out"),
        });
        var start = Stopwatch.GetElapsedTime(started, await Until(clients, process, port, "0", cancelled)).TotalMilliseconds;
        await Task.Delay(TimeSpan.FromSeconds(3), cancelled);
        var (times, cpu) = (new List<double>(), ProcessCpu.Read(process.Id));
        for (var edit = 1; edit <= edits; edit++)
        {
            // An edit right behind another is waited for, as more may follow.
            await Task.Delay(TimeSpan.FromMilliseconds(300), cancelled);
            var next = stage.Write("next", Manifests(ingresses, port, target, $"{edit}"));
            var changed = Manifest(0, port, $"{edit}");
            var moment = Stopwatch.GetTimestamp();
            if (isCluster)
            {
                cluster.Change(changed);
            }
            else
            {
                File.Move(next, stage.PathOf(Name), overwrite: true);
            }

            times.Add(Stopwatch.GetElapsedTime(moment, await Until(clients, process, port, $"{edit}", cancelled)).TotalMilliseconds);
        }

        var used = edits == 0 ? 0 : (ProcessCpu.Read(process.Id) - cpu).TotalMilliseconds / edits;
        return (start, [.. times.Order()], used, ProcessMemory.Resident(process.Id) / (1024 * 1024));
    }

    private static async Task<long> Until(HttpClient clients, StartedProcess process, int port, string answer, CancellationToken cancelled)
    {
        var url = $"http://127.0.0.1:{port}/look";
        for (var look = 0; look < 30_000; look++)
        {
            if (process.HasExited)
            {
                throw new NoAnswerException($"The emulator ended. {process.Output}");
            }

            try
            {
                if (await clients.GetStringAsync(url, cancelled) == answer)
                {
                    return Stopwatch.GetTimestamp();
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(1, cancelled);
        }

        throw new NoAnswerException($"/look did not answer {answer}. {process.Output}");
    }

    private static string Manifests(int ingresses, int port, int target, string answer)
    {
        var text = new StringBuilder();
        for (var number = 0; number < ingresses; number++)
        {
            text.Append(Manifest(number, port, number == 0 ? answer : "no"));
            foreach (var service in new[] { "a", "b" })
            {
                text.Append(Filled(Service, ("NAME", $"{service}{number}"), ("PORT", $"{target}")));
            }
        }

        return text.ToString();
    }

    /// <summary>The first has no host of its own: it answers the looks.</summary>
    private static string Manifest(int number, int port, string answer) => Filled(
        Ingress,
        ("NUMBER", $"{number}"),
        ("GROUP", $"{number / InGroup}"),
        ("PORT", $"{port + (number / InGroup)}"),
        ("ANSWER", answer),
        ("HOST", number == 0 ? "" : $"host: app{number}.example.com, "));

    private static string Filled(string template, params ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach (var (name, value) in values)
        {
            template = template.Replace(name, value, StringComparison.Ordinal);
        }

        return template;
    }
}
