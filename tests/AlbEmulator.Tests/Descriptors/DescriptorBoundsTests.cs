using AlbEmulator.Descriptors;

namespace AlbEmulator.Tests.Descriptors;

public sealed class DescriptorBoundsTests
{
    [Theory]
    [InlineData(256, 234, 4)]
    [InlineData(320, 245, 4)]
    [InlineData(1024, 245, 2)]
    [InlineData(1024, 445, 200)]
    [InlineData(4096, 250, 4)]
    [InlineData(20_000, 300, 4)]
    [InlineData(1_048_576, 300, 4)]
    public void Something_is_kept_for_targets_beyond_clients_and_for_the_program_beyond_both(
        int limit, int inUse, int listening)
    {
        Assert.True(limit - inUse >= DescriptorBounds.LeastFree(listening));
        var bounds = DescriptorBounds.Of(limit, inUse, listening);

        Assert.True(bounds.Clients >= inUse + 2, $"{bounds}");
        Assert.True(bounds.Targets >= bounds.Clients + 4, $"{bounds}");
        Assert.True(bounds.Echoes >= bounds.Targets + 2, $"{bounds}");
        Assert.True(bounds.Control >= bounds.Echoes + 2, $"{bounds}");
        // A thread that starts takes two, a file that is written one, a connection that is refused one.
        Assert.True(limit >= bounds.Control + 6 + listening, $"{bounds}");
    }

    [Fact]
    public void High_limit_keeps_no_more_than_1280_from_clients_and_one_for_each_socket_that_accepts() =>
        Assert.Equal(20_000 - 1280 - 5, DescriptorBounds.Of(20_000, 300, 5).Clients);

    [Fact]
    public void Where_there_is_no_limit_there_are_no_bounds() =>
        Assert.Equal(DescriptorBounds.None, DescriptorBounds.Of(int.MaxValue, 300, 5));

    [Fact]
    public void Lowest_free_number_is_that_which_the_next_descriptor_gets()
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("Test passed without a look: descriptors are numbered on Linux.");
            return;
        }

        // Others take and give back descriptors at the same time.
        Assert.InRange(DescriptorLimit.NextNumber(), 3, DescriptorLimit.Read() - 1);
    }
}
