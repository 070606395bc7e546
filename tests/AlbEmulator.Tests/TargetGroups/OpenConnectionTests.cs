using AlbEmulator.TargetGroups;

namespace AlbEmulator.Tests.TargetGroups;

public sealed class OpenConnectionTests
{
    [Fact]
    public void Connection_whose_target_drains_while_it_is_made_a_stream_is_broken_off_both_times()
    {
        var closed = new List<string>();
        var connection = new OpenConnection("arn", "127.0.0.1:80", () => closed.Add("socket"));

        connection.Close();
        connection.ClosedBy(() => closed.Add("stream"));

        Assert.Equal(["socket", "stream"], closed);
        Assert.True(connection.IsClosed);
    }
}
