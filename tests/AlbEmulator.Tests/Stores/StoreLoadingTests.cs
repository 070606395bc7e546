using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Stores;

/// <summary>What a store costs whoever has none that is shared.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class StoreLoadingTests
{
    [Fact]
    public async Task Nothing_of_the_client_of_etcd_is_loaded_without_one()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await using var emulator = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), FreePorts.Take()));
        using var api = new ElbV2Client(emulator.Control);
        await api.CreateTargetGroupAsync("orders", 80);

        var loaded = await File.ReadAllTextAsync($"/proc/{emulator.ProcessId}/maps");
        Assert.DoesNotContain("etcd", loaded, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Grpc.", loaded, StringComparison.Ordinal);
        Assert.DoesNotContain("Google.Protobuf", loaded, StringComparison.Ordinal);
    }
}
