using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the configuration of a fixed-response action to the model.</summary>
internal static class FixedResponseReader
{
    /// <summary>Null when it has no status code, which was told.</summary>
    public static RuleAction.FixedResponse? Read(Node config)
    {
        if (!int.TryParse(
                ReadingContext.Text(config, FixedResponseShape.StatusCode),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var status))
        {
            return null;
        }

        return new RuleAction.FixedResponse(status)
        {
            ContentType = ReadingContext.Text(config, FixedResponseShape.ContentType) ??
                FixedResponseShape.ContentType.Default!,
            MessageBody = ReadingContext.Text(config, FixedResponseShape.MessageBody) ?? "",
        };
    }
}
