using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;
using AlbEmulator.Benchmarks.Reports;

namespace AlbEmulator.Benchmarks.Api;

/// <summary>
/// From the call of <c>CreateListener</c> to the first 200 from the target through the listener.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html"/>
/// </summary>
internal static class FirstRoutedRequest
{
    /// <summary>Milliseconds that the slowest may take, but for the first, which has the code compiled.</summary>
    private const double Tolerance = 50;

    public static async Task<int> Run(int listeners, CancellationToken cancelled)
    {
        MachineLine.Print(Console.Out);
        using var stage = new Stage();
        var control = $"http://127.0.0.1:{LoopbackPort.Free()}";
        var target = await PlainTarget.Start(stage, cancelled);
        var emulator = EmulatorProxy.Define(stage, target, [$"Alb__ControlUrl={control}"])
            ?? throw new NoAnswerException("The Release build of the emulator is not there: dotnet build -c Release.");
        var process = stage.Start(emulator.Command);
        await FirstAnswer.Wait(process, emulator.Port, emulator.Name, cancelled);
        using var http = new HttpClient { BaseAddress = new Uri(control) };
        var loadBalancer = await Call("CreateLoadBalancer&Name=demo&Subnets.member.1=subnet-0a&Subnets.member.2=subnet-1b");
        var group = await Call("CreateTargetGroup&Name=api&Protocol=HTTP&Port=80&VpcId=vpc-0a&TargetType=ip");
        await Call($"RegisterTargets&TargetGroupArn={group}&Targets.member.1.Id=127.0.0.1&Targets.member.1.Port={target}");
        var milliseconds = new List<double>();
        for (var i = 0; i < listeners; i++)
        {
            var port = LoopbackPort.Free();
            var start = Stopwatch.GetTimestamp();
            var listener = await Call(
                $"CreateListener&LoadBalancerArn={loadBalancer}&Protocol=HTTP&Port={port}" +
                $"&DefaultActions.member.1.Type=forward&DefaultActions.member.1.TargetGroupArn={group}");
            var answered = await FirstAnswer.Wait(process, port, emulator.Name, cancelled);
            milliseconds.Add(Stopwatch.GetElapsedTime(start, answered).TotalMilliseconds);
            await Call($"DeleteListener&ListenerArn={listener}");
        }

        var later = milliseconds.Skip(1).Order().ToArray();
        var table = new Table("listeners", "first ms", "median ms", "p99 ms", "max ms");
        table.Add($"{listeners}", $"{milliseconds[0]:F1}", $"{Percentile.Median(later):F1}", $"{Percentile.Of(later, 99):F1}", $"{later[^1]:F1}");
        table.Print(Console.Out);
        return later[^1] < Tolerance ? 0 : 1;

        async Task<string?> Call(string parameters)
        {
            using var answer = await http.PostAsync(
                "/", new StringContent($"Version=2015-12-01&Action={parameters}", null, "application/x-www-form-urlencoded"), cancelled);
            var text = await answer.Content.ReadAsStringAsync(cancelled);
            return answer.IsSuccessStatusCode
                ? XElement.Parse(text).Descendants()
                    .FirstOrDefault(element => element.Name.LocalName is "LoadBalancerArn" or "TargetGroupArn" or "ListenerArn"
                        && !parameters.Contains(element.Value, StringComparison.Ordinal))?.Value
                : throw new NoAnswerException(string.Create(CultureInfo.InvariantCulture, $"{parameters}: {(int)answer.StatusCode} {text}"));
        }
    }
}
