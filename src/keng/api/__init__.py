"""The JSON edge: what the screens do, for programs; figures travel as text, exactly."""
