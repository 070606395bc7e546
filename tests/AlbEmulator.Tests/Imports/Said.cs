using System.Collections;
using System.Net;
using System.Text;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Imports;

/// <summary>All that a topology says as text, without the places where it says so.</summary>
internal static class Said
{
    public static string Of(Topology topology)
    {
        var text = new StringBuilder();
        Append(text, topology, "");
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, string indent)
    {
        if (value is null or string or IPAddress or Uri || value.GetType().IsValueType)
        {
            text.Append(value).Append('\n');
            return;
        }

        text.Append(value.GetType().Name).Append('\n');
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                text.Append(indent).Append("- ");
                Append(text, item, indent + "  ");
            }

            return;
        }

        foreach (var property in value.GetType().GetProperties())
        {
            var isOfInstance = property.GetMethod is { IsStatic: false } && property.GetIndexParameters().Length == 0;
            if (isOfInstance && property.PropertyType != typeof(Origin))
            {
                text.Append(indent).Append(property.Name).Append(": ");
                Append(text, property.GetValue(value), indent + "  ");
            }
        }
    }
}
