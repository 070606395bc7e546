using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using AlbEmulator.Benchmarks.Processes;
using AlbEmulator.Benchmarks.Proxies;

namespace AlbEmulator.Benchmarks.Nodes;

/// <summary>One of several emulators that share an etcd: a process of its own at a loopback address of its own.</summary>
internal sealed class NodeProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private readonly StartedProcess _process;
    private readonly Uri _control = new($"http://127.0.0.1:{LoopbackPort.Free()}");
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
    private readonly string _address;

    /// <param name="stage">That ends it.</param>
    /// <param name="number">From 1 on.</param>
    /// <param name="store">For <c>Alb:Store</c>.</param>
    /// <param name="file">A topology file, which is the seed.</param>
    public NodeProcess(Stage stage, int number, string store, string file)
    {
        _address = $"127.0.1.{number}";
        _process = stage.Start(new ProgramCommand(
            EmulatorProxy.FindBuild() ?? throw new NoAnswerException("The Release build of the emulator is not there: dotnet build -c Release."), "run", file)
        {
            Environment = new Dictionary<string, string>
            {
                ["Alb__Store"] = store,
                ["Alb__FileIsSeed"] = "true",
                ["Alb__BindAddress"] = _address,
                ["Alb__ControlUrl"] = $"{_control}".TrimEnd('/'),
                ["Alb__DataDirectory"] = stage.PathOf($"node-{number}"),
                ["Alb__AccessLog"] = "",
            },
            Output = stage.PathOf($"node-{number}.out"),
        });
    }

    /// <summary>Waits until a request has this text as its answer, however often it has to be sent.</summary>
    /// <returns>When it came, on the <see cref="System.Diagnostics.Stopwatch"/>.</returns>
    public async Task<long> Until(int port, string path, string text, CancellationToken cancelled)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancelled);
        timer.CancelAfter(Patience);
        while (true)
        {
            try
            {
                if (await _http.GetStringAsync(new Uri($"http://{_address}:{port}{path}"), timer.Token) == text)
                {
                    return System.Diagnostics.Stopwatch.GetTimestamp();
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // It does not listen yet.
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancelled.IsCancellationRequested)
            {
                throw new NoAnswerException($"{_address} does not answer \"{text}\" at {path}. {_process.Output}");
            }

            await Task.Delay(Pause, cancelled);
        }
    }

    /// <summary>Waits until no request has an answer.</summary>
    public async Task UntilClosed(int port, CancellationToken cancelled)
    {
        while (true)
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri($"http://{_address}:{port}/"), cancelled);
            }
            catch (HttpRequestException)
            {
                return;
            }

            await Task.Delay(Pause, cancelled);
        }
    }

    /// <summary>Calls the API.</summary>
    public async Task<XElement> Call(string parameters, CancellationToken cancelled)
    {
        using var content = new StringContent($"Version=2015-12-01&Action={parameters}", new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        return XElement.Parse(await Post("/", content, cancelled));
    }

    /// <summary>The store is as the file says again.</summary>
    public Task<string> Reset(CancellationToken cancelled) => Post("/reset", null, cancelled);

    public void Dispose() => _http.Dispose();

    private async Task<string> Post(string path, HttpContent? content, CancellationToken cancelled)
    {
        using var answer = await _http.PostAsync(new Uri(_control, path), content, cancelled);
        var text = await answer.Content.ReadAsStringAsync(cancelled);
        return answer.StatusCode == HttpStatusCode.OK ? text : throw new NoAnswerException($"POST {path}: {(int)answer.StatusCode} {text}");
    }
}
