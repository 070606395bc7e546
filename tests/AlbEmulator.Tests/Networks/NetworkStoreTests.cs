using AlbEmulator.Networks;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Networks;

/// <summary>What clients made of the network, in a file.</summary>
public sealed class NetworkStoreTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public void A_change_is_there_in_the_next_run()
    {
        Assert.Equal("done", Add(Store(), "vpc-12345678"));

        Assert.Equal(["vpc-12345678"], Store().Records.Vpcs);
    }

    [Fact]
    public void A_change_that_cannot_be_written_is_none()
    {
        var store = Store();
        Directory.CreateDirectory(_data.File("network.json.new"));

        Assert.Null(Add(store, "vpc-12345678"));
        Assert.Empty(store.Records.Vpcs);
    }

    private NetworkStore Store() =>
        new(new AlbSettings { DataDirectory = _data.Path }, NullLogger<NetworkStore>.Instance);

    private static string? Add(NetworkStore store, string vpc) =>
        store.Change(records => (records with { Vpcs = records.Vpcs.Add(vpc) }, "done"));
}
