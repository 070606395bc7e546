using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports;

/// <summary>Actions that no file has as such.</summary>
internal static class ActionNodes
{
    /// <param name="origin">What it stands for.</param>
    /// <param name="group">The name of a target group.</param>
    public static Node.Mapping Forward(Origin origin, string group) => Nodes.Mapping(
        origin,
        Nodes.Entry("Type", Nodes.Text(origin, "forward")),
        Nodes.Entry("TargetGroupArn", Nodes.Text(origin, group)));

    /// <summary>A fixed response, of status 404.</summary>
    /// <param name="origin">What it stands for.</param>
    /// <param name="body">Its text; null for none.</param>
    public static Node.Mapping NotFound(Origin origin, string? body = null)
    {
        List<Entry> answer =
        [
            Nodes.Entry("StatusCode", Nodes.Text(origin, "404")),
            Nodes.Entry("ContentType", Nodes.Text(origin, "text/plain")),
        ];
        if (body is not null)
        {
            answer.Add(Nodes.Entry("MessageBody", Nodes.Text(origin, body)));
        }

        return Nodes.Mapping(
            origin,
            Nodes.Entry("Type", Nodes.Text(origin, "fixed-response")),
            Nodes.Entry("FixedResponseConfig", Nodes.Mapping(origin, answer)));
    }
}
