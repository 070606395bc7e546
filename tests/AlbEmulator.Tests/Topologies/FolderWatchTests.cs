using AlbEmulator.Model;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Topologies;

/// <summary>A folder that is named stands for the files that are in it, whenever they came.</summary>
public sealed class FolderWatchTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly TopologyStore _store = new(TimeProvider.System);

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_file_that_comes_into_a_folder_is_read_and_one_that_goes_is_not()
    {
        Directory.CreateDirectory(_workspace.PathOf("all"));
        Write("one", 8080);
        var files = _workspace.Files;
        var listed = files.Locate(["all"]);
        _store.Replace(files.Read(listed).Topology);
        using var watch = new TopologyWatch(files, _store, Publish, listed, TimeProvider.System, NullLogger<TopologyWatch>.Instance);
        await watch.StartAsync(CancellationToken.None);

        Write("two", 8081);
        await Patience.UntilAsync("the second file", () => Said == "one:8080 two:8081");
        Write("two", 8082);
        await Patience.UntilAsync("its edit", () => Said == "one:8080 two:8082");
        File.Delete(_workspace.PathOf("all/one.yaml"));
        await Patience.UntilAsync("the end of the first", () => Said == "two:8082");
    }

    private string Said => string.Join(' ', _store.Current.LoadBalancers.Select(item => $"{item.Name}:{item.Listeners[0].Port}"));

    private Task<IReadOnlyList<Problem>> Publish(Topology topology, CancellationToken cancellation)
    {
        _store.Replace(topology);
        return Task.FromResult<IReadOnlyList<Problem>>([]);
    }

    private void Write(string name, int port)
    {
        _workspace.Write("next", $"""
            LoadBalancers:
              - Name: {name}
                Listeners: [{"{"} Port: {port}, DefaultActions: [{"{ Type: fixed-response, FixedResponseConfig: { StatusCode: 200 } }"}] {"}"}]
            """);
        File.Move(_workspace.PathOf("next"), _workspace.PathOf($"all/{name}.yaml"), overwrite: true);
    }
}
