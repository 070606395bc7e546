using AlbEmulator.Descriptors;

namespace AlbEmulator.Tests.Descriptors;

public sealed class DescriptorBoundsTests
{
    [Theory]
    [InlineData(256, 242)]
    [InlineData(320, 245)]
    [InlineData(1024, 245)]
    [InlineData(4096, 250)]
    [InlineData(20_000, 300)]
    [InlineData(1_048_576, 300)]
    public void Something_is_kept_for_targets_beyond_clients_and_for_the_program_beyond_both(int limit, int inUse)
    {
        var bounds = DescriptorBounds.Of(limit, inUse);

        Assert.True(bounds.Clients >= inUse + 2, $"{bounds}");
        Assert.True(bounds.Targets >= bounds.Clients + 4, $"{bounds}");
        Assert.True(bounds.Echoes >= bounds.Targets + 2, $"{bounds}");
        Assert.True(bounds.Control >= bounds.Echoes + 2, $"{bounds}");
        // A thread that starts takes two, a file that is written one.
        Assert.True(limit >= bounds.Control + 4, $"{bounds}");
    }

    [Fact]
    public void High_limit_keeps_no_more_than_1280_from_clients() =>
        Assert.Equal(20_000 - 1280, DescriptorBounds.Of(20_000, 300).Clients);

    [Fact]
    public void Where_there_is_no_limit_there_are_no_bounds() =>
        Assert.Equal(DescriptorBounds.None, DescriptorBounds.Of(int.MaxValue, 300));

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
